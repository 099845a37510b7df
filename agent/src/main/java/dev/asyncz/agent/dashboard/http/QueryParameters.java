package dev.asyncz.agent.dashboard.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query string; blank ones are as good as absent. Of repeated ones the first counts, but for the
 * levels, each of which is a box of its own in the form.
 */
public record QueryParameters(Map<String, String> values) {
    public static final QueryParameters NONE = new QueryParameters(Map.of());

    /** @throws BadParameter when an escape is broken */
    public static QueryParameters of(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return NONE;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!value.isBlank()) {
                String name = decode(pair.substring(0, equals));
                values.merge(name, value, (one, other) -> name.equals("level") ? one + "," + other : one);
            }
        }
        return new QueryParameters(values);
    }

    /** Like {@link #of}, but none at all where the query is broken. */
    public static QueryParameters lenient(@Nullable String query) {
        try {
            return of(query);
        } catch (BadParameter broken) {
            return NONE;
        }
    }

    @Nullable
    public String get(String name) {
        return values.get(name);
    }

    public QueryParameters without(String... names) {
        Map<String, String> rest = new LinkedHashMap<>(values);
        for (String name : names) {
            rest.remove(name);
        }
        return new QueryParameters(rest);
    }

    public QueryParameters with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new QueryParameters(more);
    }

    /** With the question mark; empty when there are none. */
    public String asQuery() {
        StringBuilder query = new StringBuilder();
        for (Map.Entry<String, String> each : values.entrySet()) {
            query.append(query.isEmpty() ? '?' : '&');
            query.append(encode(each.getKey())).append('=').append(encode(each.getValue()));
        }
        return query.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadParameter("the query has a broken escape in '" + BadParameter.shortened(text)
                    + "': after % two hexadecimal digits are needed");
        }
    }
}
