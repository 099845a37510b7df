package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.view.Choice;
import dev.asyncz.agent.dashboard.view.RowView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the templates of the page of lines read. */
final class LogsView {
    private LogsView() {}

    /** The whole page. */
    record Page(Form form, List<String> problems, Table table) {
        boolean onLogs() {
            return true;
        }
    }

    /** What changes with the filters. */
    record Part(List<String> problems, Table table) {}

    /** @param custom whether the fields for since and until are shown */
    record Form(
            String q,
            String task,
            String run,
            String node,
            String since,
            String until,
            String time,
            List<Choice> minimum,
            List<Choice> exact,
            List<Choice> ranges,
            boolean custom,
            int limit) {

        /** What the closed menu of levels says. */
        String levels() {
            List<String> chosen =
                    exact.stream().filter(Choice::chosen).map(Choice::label).toList();
            return chosen.isEmpty() ? "any" : String.join(", ", chosen);
        }
    }

    /**
     * @param code the HTTP status that it comes with
     * @param cursor the id that what is newer comes after
     * @param live whether newer lines are put above these
     * @param older the address of what comes before the last row; null when there is nothing
     * @param newest the address of the newest lines; null when they are shown
     * @param filtered the address of the filtered lines; null when they are shown
     * @param query the filters, for the same lines in another form
     */
    record Table(
            int code,
            List<RowView> rows,
            Status status,
            List<Chip> chips,
            @Nullable Empty empty,
            @Nullable Histogram histogram,
            String cursor,
            boolean live,
            @Nullable String older,
            @Nullable String newest,
            @Nullable String filtered,
            String query,
            Times times,
            List<String> tasks) {

        boolean chipped() {
            return !chips.isEmpty();
        }

        /** The form of the page, which may be elsewhere: there is one. */
        boolean form() {
            return true;
        }

        /** Empty, or ends so that one more parameter can follow. */
        String queryToGoOn() {
            return query.isEmpty() ? "?" : query + "&";
        }
    }

    /** @param name what the column of times is called */
    record Times(String name, List<Clock> clocks) {}

    /** A way to show times, and the page with it. */
    record Clock(String id, String label, String link, boolean chosen) {}

    /** @param hidden how many lines the filters hide; null without filters, and where nobody has counted */
    record Status(
            String shown,
            @Nullable String matched,
            @Nullable String hidden,
            String dropped,
            String reasons,
            @Nullable String oldest,
            String storage,
            String produced,
            String stored,
            String queued,
            String updated,
            @Nullable String trouble) {}

    /** One filter in force, and the address without it. */
    record Chip(String name, String value, String without) {}

    /** Why there are no rows, and what to do about it. */
    record Empty(String title, String text, List<String> found, boolean first, List<Chip> chips) {
        boolean chipped() {
            return !chips.isEmpty();
        }

        boolean any() {
            return !found.isEmpty();
        }

        static Empty of(String title, String text) {
            return new Empty(title, text, List.of(), false, List.of());
        }
    }
}
