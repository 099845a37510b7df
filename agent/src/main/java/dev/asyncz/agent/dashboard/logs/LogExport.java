package dev.asyncz.agent.dashboard.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ResponseStream;
import dev.asyncz.agent.dashboard.search.FoundLines;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.dashboard.view.StyledText;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.IsoTime;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All lines that the filters find, newest first, as a file. Asks the storage page by page and writes one piece after
 * the other as they are taken, so that neither memory nor a thread belongs to a slow reader.
 */
public final class LogExport implements ResponseStream.WriteListener {
    private static final int PAGE = 500;
    /** Somebody who waits may have left, which is noticed when something is written. Each takes seconds. */
    private static final int MOST_IN_VAIN = 24;

    private static final int PIECE_CHARS = 128 << 10;
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Map<String, Format> FORMATS = Map.of(
            "ndjson", new Format("application/x-ndjson", "", entry -> EntryJson.write(entry) + "\n"),
            "csv",
                    new Format(
                            "text/csv;charset=utf-8",
                            "\uFEFFtime,level,task_id,run_id,logger,message,exception,extra\r\n",
                            LogExport::csv),
            "txt", new Format("text/plain;charset=utf-8", "", LogExport::text));

    private final LogReader lines;
    private final LogQuery query;
    private final Format format;
    private final ResponseStream stream;
    private final StringBuilder piece;
    private Iterator<LogEntry> page;
    private @Nullable UUID next;

    private LogExport(LogReader lines, LogQuery query, Format format, FoundLines first, ResponseStream stream) {
        this.lines = lines;
        this.query = query;
        this.format = format;
        this.stream = stream;
        this.piece = new StringBuilder(format.head);
        this.page = first.lines().iterator();
        this.next = first.next(PAGE);
    }

    public static HttpResponse of(LogReader lines, HttpRequest request) {
        QueryParameters given = QueryParameters.of(request.query());
        String name = Objects.requireNonNullElse(given.get("format"), "ndjson");
        Format format = FORMATS.get(name);
        if (format == null) {
            throw new BadParameter("format", name, "allowed are ndjson, csv and txt");
        }
        LogFilters filters = LogFilters.of(given.without("limit", "format"));
        LogQuery query = filters.query().withLimit(PAGE);
        // The first page before the answer begins, which can still be an error then.
        FoundLines first = lines.search(filters.withQuery(query));
        String file = "asyncz-" + FILE_TIME.format(Instant.now()) + "." + name;
        return HttpResponse.streamed(
                        format.type, stream -> new LogExport(lines, query, format, first, stream).writePiece())
                .with("Content-Disposition", "attachment; filename=\"" + file + "\"");
    }

    @Override
    public void written(@Nullable Throwable failure) {
        if (failure == null) {
            stream.execute(this::writePiece);
        } else {
            stream.abort(failure);
        }
    }

    private void writePiece() {
        try {
            while (piece.length() < PIECE_CHARS && hasNext()) {
                LogEntry entry = page.next();
                piece.append(format.line.apply(entry));
            }
        } catch (RuntimeException | LinkageError e) {
            stream.abort(e);
            return;
        }
        if (piece.isEmpty()) {
            stream.end();
            return;
        }
        byte[] bytes = EntryJson.wellFormed(piece.toString()).getBytes(UTF_8);
        piece.setLength(0);
        stream.write(bytes, this);
    }

    private boolean hasNext() {
        for (int tries = 1; !page.hasNext() && next != null; tries++) {
            if (tries > MOST_IN_VAIN) {
                throw new IllegalStateException("the search takes too long to find another line");
            }
            FoundLines found = lines.search(query.withBefore(next));
            page = found.lines().iterator();
            next = found.next(PAGE);
        }
        return page.hasNext();
    }

    private static String csv(LogEntry entry) {
        StringBuilder row = new StringBuilder();
        cell(row, IsoTime.of(entry.ts())).append(',');
        cell(row, entry.level().name()).append(',');
        cell(row, entry.taskId()).append(',');
        cell(row, entry.runId()).append(',');
        cell(row, entry.logger()).append(',');
        cell(row, entry.message()).append(',');
        cell(row, entry.exception()).append(',');
        return cell(row, EntryJson.writeExtra(entry.extra())).append("\r\n").toString();
    }

    /** Quoted; what a spreadsheet would take for a formula begins with an apostrophe. */
    private static StringBuilder cell(StringBuilder row, @Nullable String value) {
        String text = Objects.requireNonNullElse(value, "");
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return row.append(formula ? "\"'" : "\"")
                .append(text.replace("\"", "\"\""))
                .append('"');
    }

    private static String text(LogEntry entry) {
        String exception = entry.exception();
        return IsoTime.of(entry.ts()) + " " + entry.level() + " ["
                + plain(entry.taskId()) + " " + plain(entry.runId()) + node(entry) + "] "
                + StyledText.plain(entry.logger()) + " - " + StyledText.plain(entry.message()) + "\n"
                + (exception == null ? "" : StyledText.plain(exception.stripTrailing()) + "\n");
    }

    /** With a blank ahead; empty where the line names none. */
    private static String node(LogEntry entry) {
        Object node = entry.extra().get("node");
        return node == null ? "" : " " + StyledText.plain(node.toString());
    }

    private static String plain(@Nullable String id) {
        return Optional.ofNullable(id).map(StyledText::plain).orElse("-");
    }

    /** @param head what stands before the first line */
    private record Format(String type, String head, java.util.function.Function<LogEntry, String> line) {}
}
