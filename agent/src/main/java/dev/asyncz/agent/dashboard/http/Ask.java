package dev.asyncz.agent.dashboard.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request, as far as the dashboard looks at it.
 *
 * @param path as sent, neither decoded nor normalised: a route is met exactly or not at all
 * @param query as sent, without the question mark
 * @param hosts the values of every Host field
 * @param authority what an absolute-form target names instead; null in any other form
 * @param page the URL of the page that htmx asks for; null when it is not htmx that asks
 * @param lastEventId the last event of a stream that broke off; null for a new one
 * @param here where the dashboard is for whoever asks
 */
public record Ask(
        String method,
        String path,
        @Nullable String query,
        List<String> hosts,
        @Nullable String authority,
        @Nullable String authorization,
        List<Cookie> cookies,
        @Nullable String page,
        @Nullable String lastEventId,
        Here here) {

    public record Cookie(String name, String value) {}

    boolean wantsJson() {
        return path.startsWith("/dashboard/api/");
    }

    /**
     * A page or a part of one.
     *
     * @param view a record of this package: members of the JDK's own types would render empty, without a word
     */
    public Answer html(int status, String template, Object view) {
        return Templates.answer(status, template, here, view);
    }

    /** @param address path and query, as the dashboard itself calls it */
    public Answer redirect(String address) {
        return Answer.redirect(here.base() + address);
    }

    /** What is wrong, in one sentence, in the form that the asker reads. */
    public Answer problem(int status, String sentence) {
        if (wantsJson()) {
            return JsonBody.problem(status, sentence);
        }
        String template = path.equals(Addresses.LOGS_TABLE) ? "problem" : "error";
        return html(status, template, new Problem(status, ShownText.safe(sentence)));
    }

    /** For the templates. */
    record Problem(int status, String sentence) {
        /** Whoever reads this may be a stranger. */
        @Nullable
        String app() {
            return null;
        }

        String title() {
            return switch (status) {
                case 404 -> "Not found";
                case 503 -> "The storage does not answer";
                default -> status < 500 ? "This cannot be asked" : "This went wrong";
            };
        }
    }
}
