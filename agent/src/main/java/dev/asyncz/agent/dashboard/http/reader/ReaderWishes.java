package dev.asyncz.agent.dashboard.http.reader;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpRequest.Cookie;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a reader wants the pages to be: what the address says, else what a cookie has kept.
 *
 * @param time how times are shown
 * @param look how rows look
 * @param address of this page, without what the address says of them; empty where none is shown
 */
public record ReaderWishes(TimeStyle time, RowLook look, String address) {
    public static final ReaderWishes NONE = new ReaderWishes(TimeStyle.UTC, RowLook.USUAL, "");

    /** The parameter that chooses a clock and keeps it; {@code time} only shows the page by one. */
    static final String CHOICE = "clock";

    public static final String TIME = "time";
    private static final String COOKIE = "asyncz_clock";
    private static final String LOOK_COOKIE = "asyncz_look";

    public static ReaderWishes of(String path, @Nullable String query, List<Cookie> cookies) {
        QueryParameters given = QueryParameters.lenient(query);
        String said = given.get(TIME);
        TimeStyle time = style(said == null ? kept(cookies, COOKIE) : said);
        RowLook look = RowLook.of(kept(cookies, LOOK_COOKIE));
        return new ReaderWishes(time, look, path + given.without(TIME, CHOICE).asQuery());
    }

    /** What of it a page of lines has to be asked for. */
    public QueryParameters parameters() {
        String clock = time.value();
        QueryParameters wishes = clock == null ? QueryParameters.NONE : QueryParameters.NONE.with(TIME, clock);
        return look.fields().isEmpty() ? wishes : wishes.with("columns", String.join(",", look.fields()));
    }

    /** As the same reader would have another page. */
    public ReaderWishes elsewhere() {
        return new ReaderWishes(time, look, "");
    }

    private static @Nullable String kept(List<Cookie> cookies, String name) {
        return cookies.stream()
                .filter(cookie -> cookie.name().equals(name))
                .map(cookie -> QueryParameters.lenient("c=" + cookie.value()).get("c"))
                .findFirst()
                .orElse(null);
    }

    private static TimeStyle style(@Nullable String value) {
        try {
            return TimeStyle.of(value);
        } catch (BadParameter e) {
            return TimeStyle.UTC; // What is wrong with it is said where it is asked with.
        }
    }

    /** To the same page, by the clock that was chosen, from now on; null where none was. */
    public static @Nullable HttpResponse chosen(HttpRequest request) {
        QueryParameters given = QueryParameters.lenient(request.query());
        if (given.get(RowLook.CHOICE) != null) {
            String query = RowLook.without(given).asQuery();
            return kept(
                    request,
                    request.path() + query,
                    LOOK_COOKIE,
                    RowLook.chosen(given).text());
        }
        String choice = given.get(CHOICE);
        if (choice == null) {
            return null;
        }
        String value = String.valueOf(
                style(choice).value() == null ? "UTC" : style(choice).value());
        QueryParameters rest = given.without(CHOICE, TIME);
        String path = request.path() + (value.equals("UTC") ? rest : rest.with(TIME, value)).asQuery();
        return kept(request, path, COOKIE, value);
    }

    private static HttpResponse kept(HttpRequest request, String path, String cookie, String value) {
        String kept = QueryParameters.NONE
                .with(cookie, value.isEmpty() ? "-" : value)
                .asQuery()
                .substring(1);
        String scope = "; Path=" + request.context().base() + "/dashboard; Max-Age=31536000; SameSite=Lax";
        return request.redirect(path).with("Set-Cookie", kept + scope);
    }

    /** The part of this page's address that narrows it to a node, as a query of its own; empty where nothing does. */
    public String narrowed() {
        int query = address.indexOf('?');
        String node = query < 0
                ? null
                : QueryParameters.lenient(address.substring(query + 1)).get("node");
        return node == null ? "" : QueryParameters.NONE.with("node", node).asQuery();
    }

    /** What the address of this page says, for a form that comes back to it. */
    public List<Parameter> said() {
        int query = address.indexOf('?');
        QueryParameters given =
                query < 0 ? QueryParameters.NONE : QueryParameters.lenient(address.substring(query + 1));
        List<Parameter> said = new ArrayList<>();
        given.values().forEach((name, value) -> said.add(new Parameter(ShownText.safe(name), ShownText.safe(value))));
        return said;
    }

    /** One parameter. */
    public record Parameter(String name, String value) {
        /** Whether a field to search in says it. */
        boolean isQ() {
            return name.equals("q");
        }
    }

    public List<ClockOption> clocks() {
        String local = ZoneId.systemDefault().getId();
        boolean utc = time.value() == null;
        return List.of(
                new ClockOption("utc", "UTC", link("UTC"), utc),
                new ClockOption("local", "local", link(local), !time.ago() && !utc),
                new ClockOption("ago", "ago", link(TimeStyle.AGO), time.ago()));
    }

    private String link(String choice) {
        String query = QueryParameters.NONE.with(CHOICE, choice).asQuery();
        return address + (address.indexOf('?') < 0 ? query : "&" + query.substring(1));
    }

    /** A way to show times, and the page with it. */
    public record ClockOption(String id, String label, String link, boolean chosen) {}
}
