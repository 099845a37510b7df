package dev.asyncz.agent.dashboard.http;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request, as far as the dashboard looks at it.
 *
 * @param path as sent, neither decoded nor normalised: a route is met exactly or not at all
 * @param query as sent, without the question mark
 * @param body reads what is sent with it, at most a few thousand characters; empty for none. Only after the guard
 * @param context where the dashboard is for whoever asks
 */
public record HttpRequest(
        String method,
        String path,
        @Nullable String query,
        Host host,
        Credentials credentials,
        Headers headers,
        Supplier<String> body,
        PageContext context) {

    /**
     * Whom the request is meant for.
     *
     * @param fields the values of every Host field
     * @param authority what an absolute-form target names instead; null in any other form
     */
    public record Host(List<String> fields, @Nullable String authority) {}

    /**
     * Who asks, as far as it is said.
     *
     * @param address where the connection comes from; empty if unknown
     */
    public record Credentials(@Nullable String authorization, List<Cookie> cookies, String address) {
        public static final Credentials NONE = new Credentials(null, List.of(), "");

        /** The value of a cookie; null if it is not sent. */
        public @Nullable String cookie(String name) {
            for (Cookie cookie : cookies) {
                if (cookie.name().equals(name)) {
                    return cookie.value();
                }
            }
            return null;
        }
    }

    /**
     * What else is said of it; null where nothing is.
     *
     * @param accept which formats the asker reads
     * @param origin of the page that sends it
     * @param fetchSite how that page stands to this one, as browsers say it in Sec-Fetch-Site
     * @param htmxPage the URL of the page that htmx asks for
     * @param lastEventId the last event of a stream that broke off
     */
    public record Headers(
            @Nullable String accept,
            @Nullable String origin,
            @Nullable String fetchSite,
            @Nullable String htmxPage,
            @Nullable String lastEventId) {
        public static final Headers NONE = new Headers(null, null, null, null, null);
    }

    /** A cookie as sent. */
    public record Cookie(String name, String value) {}

    /** One that nobody has sent: for a page that is made in advance. */
    public static HttpRequest get(String path, PageContext context) {
        Host none = new Host(List.of(), null);
        return new HttpRequest("GET", path, null, none, Credentials.NONE, Headers.NONE, () -> "", context);
    }

    /** What is asked for, and what the reader wishes where the address says nothing of it. */
    public QueryParameters parameters() {
        QueryParameters all = QueryParameters.of(query);
        for (var wish : context.reader().parameters().values().entrySet()) {
            all = all.get(wish.getKey()) == null ? all.with(wish.getKey(), wish.getValue()) : all;
        }
        return all;
    }

    /** The same, asking for something else. */
    public HttpRequest withQuery(String other) {
        return new HttpRequest(method, path, other, host, credentials, headers, body, context);
    }

    boolean wantsJson() {
        return path.startsWith("/dashboard/api/");
    }

    /** Whether programs rather than people read the answer. */
    public boolean isForPrograms() {
        return wantsJson() || wantsText();
    }

    private boolean wantsText() {
        return path.equals(Addresses.METRICS) || path.equals(Addresses.HEALTH);
    }

    /**
     * A page or a part of one.
     *
     * @param view a record of this package: members of the JDK's own types would render empty, without a word
     */
    public HttpResponse html(int status, String template, Object view) {
        return HttpResponse.html(status, context.templates().text(template, context, view));
    }

    /** @param address path and query, as the dashboard itself calls it */
    public HttpResponse redirect(String address) {
        return HttpResponse.redirect(context.base() + address);
    }

    /** What is wrong, in one sentence, in the form that the asker reads. */
    public HttpResponse problem(int status, String sentence) {
        if (wantsJson()) {
            return JsonBody.problem(status, sentence);
        }
        if (wantsText()) {
            return HttpResponse.text(status, sentence);
        }
        String template = path.equals(Addresses.LOGS_TABLE) ? "parts/problem" : "pages/error";
        return html(status, template, new ProblemView(status, ShownText.safe(sentence)));
    }

    /** For the templates. */
    record ProblemView(int status, String sentence) {
        /** Whoever reads this may be a stranger. */
        @Nullable
        String app() {
            return null;
        }

        String title() {
            return switch (status) {
                case 404 -> "Not found";
                case 403 -> "Nothing was done";
                case 503 -> "The storage does not answer";
                default -> status < 500 ? "This cannot be asked" : "This went wrong";
            };
        }
    }
}
