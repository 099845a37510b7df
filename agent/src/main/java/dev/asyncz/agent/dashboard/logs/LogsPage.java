package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.dashboard.search.PastedText;
import dev.asyncz.agent.dashboard.search.PastedText.OtherReading;
import dev.asyncz.agent.dashboard.search.PastedText.Reading;
import dev.asyncz.agent.dashboard.search.SinceStart;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page of lines, and the part of it that changes with the filters. */
public final class LogsPage {
    private final SinceStart started;
    private final PastedText pasted;
    private final LogTables tables;

    /**
     * @param pasted reads what was typed
     * @param figures where every captured line went
     * @param found names of what was found in the application, for a page that has nothing to show yet
     * @param gaps what is not captured, for the same
     */
    public LogsPage(
            PastedText pasted,
            LogReader lines,
            RunHistory history,
            Supplier<StorageFigures> figures,
            Supplier<List<String>> found,
            Supplier<List<String>> gaps) {
        this.started = new SinceStart(history);
        this.pasted = pasted;
        this.tables = new LogTables(lines, history, figures, found, gaps);
    }

    /** The whole page. */
    public HttpResponse page(HttpRequest request) {
        QueryParameters given = request.parameters();
        if (given.get("add") != null) {
            return request.redirect(LogFilters.lenient(added(given)).link());
        }
        Reading reading = pasted.read(started.in(given));
        LogFilters filters = LogFilters.lenient(reading.parameters());
        LogTable table = tables.table(filters, given.get("context"));
        return request.html(
                table.code(),
                "pages/logs",
                new LogsView(new FilterForm(filters), problems(filters), reading.others(), table));
    }

    /** Answers htmx, and tells it what the page's address is now. */
    public HttpResponse table(HttpRequest request) {
        QueryParameters given = added(request.parameters());
        Reading reading = pasted.read(started.in(given));
        LogFilters filters = LogFilters.lenient(reading.parameters());
        String context = given.get("context");
        LogTable table = table(filters, context);
        String address = address(filters, context);
        String shown = request.headers().htmxPage();
        boolean there = shown != null && shown.endsWith(address);
        return request.html(table.code(), "logs/partial", new PartialView(problems(filters), reading.others(), table))
                .with("HX-Push-Url", there ? "false" : request.context().base() + address);
    }

    private LogTable table(LogFilters filters, @Nullable String context) {
        UUID after = filters.query().after();
        if (after == null) {
            return tables.table(filters, context);
        }
        return tables.filtered(filters.withQuery(filters.query().withAfter(LogReader.lookingBack(after))));
    }

    private static String address(LogFilters filters, @Nullable String context) {
        if (context == null) {
            return filters.link();
        }
        return Addresses.LOGS + filters.canonical().with("context", context).asQuery();
    }

    /** The parameters with what a click includes or excludes as a part of the search; it replaces its opposite. */
    private static QueryParameters added(QueryParameters given) {
        String add = given.get("add");
        if (add == null) {
            return given;
        }
        String opposite = add.startsWith("-") ? add.substring(1) : "-" + add;
        String q = " " + Objects.requireNonNullElse(given.get("q"), "") + " ";
        q = q.replace(" " + opposite + " ", " ");
        if (!q.contains(" " + add + " ")) {
            q += add;
        }
        return given.without("add", "before", "after", "context").with("q", q.strip());
    }

    private static List<String> problems(LogFilters filters) {
        return filters.problems().values().stream().map(ShownText::safe).toList();
    }

    /** The whole page. */
    record LogsView(FilterForm form, List<String> problems, List<OtherReading> others, LogTable table) {
        boolean onLogs() {
            return true;
        }
    }

    /** What changes with the filters. */
    record PartialView(List<String> problems, List<OtherReading> others, LogTable table) {
        boolean packed() {
            return true;
        }
    }
}
