package dev.asyncz.agent.dashboard.search;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was pasted into the search rather than typed in its language: {@code localhost:8080}, the id of a run, a
 * task's name, a line as a file has it. It puts into words of the language what is meant, and says so where it could
 * have been something else. Any thread.
 */
public final class PastedText {
    private static final Pattern RUN = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern ID = Pattern.compile("(?=.*\\d)[\\w.-]{8,128}");
    private static final Pattern QUALIFIED = Pattern.compile("[\\w-]*[.$:#/].*", Pattern.DOTALL);
    private static final Pattern CUT = Pattern.compile("(?:…|\\.{3,4}).{3,}");

    /** A message after all that a layout puts ahead of it. */
    private static final List<Pattern> MESSAGES = List.of(
            Pattern.compile(".*?(?: - | : )(.+)", Pattern.DOTALL),
            Pattern.compile(".*?\\b(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|SEVERE|FATAL|FINE)\\b:?(.+)", Pattern.DOTALL),
            Pattern.compile(".*?\\] (.+)", Pattern.DOTALL));

    private static final Duration NEAR = Duration.ofSeconds(1);
    private static final int MANY = 1_000;
    private static final int FEWEST = 3;
    private static final int MANY_NAMES = 30;

    private final LogReader lines;
    private final RunHistory history;
    private final FieldNames fields;

    public PastedText(LogReader lines, RunHistory history) {
        this.lines = lines;
        this.history = history;
        this.fields = new FieldNames(lines);
    }

    /** The same parameters, with a search that means one thing wherever it is asked. */
    public Reading read(QueryParameters given) {
        List<OtherReading> others = new ArrayList<>();
        QueryParameters read = task(given, others);
        String typed = read.get("q");
        if (typed == null || typed.isBlank()) {
            return new Reading(read, others);
        }
        QueryParameters line = line(read, typed.strip(), others);
        if (line == null) {
            line = read.with("q", terms(read, typed.strip(), others));
        }
        return new Reading(line, others);
    }

    /** The same request, with such a search. */
    public HttpRequest read(HttpRequest request) {
        QueryParameters given = QueryParameters.of(request.query());
        String typed = given.get("q");
        if (typed == null) {
            return request;
        }
        String task = given.get("task_id");
        QueryParameters read = read(given.without("task_id")).parameters();
        String query = (task == null ? read : read.with("task_id", task)).asQuery();
        return request.withQuery(query.isEmpty() ? "" : query.substring(1));
    }

    // ---- A task, by a part of its name

    private QueryParameters task(QueryParameters given, List<OtherReading> others) {
        String part = given.get("task_id");
        if (part == null) {
            return given;
        }
        List<String> names = history.names();
        String wanted = part.strip().toLowerCase(Locale.ROOT);
        List<String> meant = names.contains(part)
                ? List.of()
                : names.stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted))
                        .toList();
        if (meant.isEmpty()) {
            return given;
        }
        String shown = ShownText.safe(part);
        if (meant.size() == 1) {
            others.add(new OtherReading("“" + shown + "” is part of the name of one task.", null, null));
            return given.with("task_id", meant.get(0));
        }
        String q = given.get("q") == null ? "" : given.get("q") + " ";
        others.add(new OtherReading("“" + shown + "” is part of the names of " + meant.size() + " tasks.", null, null));
        return given.without("task_id")
                .with("q", q + "task:/" + Pattern.quote(part.strip()).replace("/", "\\/") + "/");
    }

    // ---- A whole line, as a file has it

    private @Nullable QueryParameters line(QueryParameters given, String typed, List<OtherReading> others) {
        Instant now = Instant.now();
        Set<ZoneId> zones = new LinkedHashSet<>(List.of(ZoneId.systemDefault()));
        zones.add(zone(given));
        zones.add(ZoneId.of("UTC"));
        for (ZoneId zone : zones) {
            TimeText stamp = TimeText.leading(typed, zone, now);
            if (stamp == null || stamp.unit().toSeconds() > 1 || typed.length() - stamp.end() < FEWEST) {
                return null;
            }
            LogQuery about = LogQuery.ALL
                    .withRange(
                            stamp.time().minus(NEAR),
                            stamp.time().plus(stamp.unit()).plus(NEAR))
                    .withLimit(MANY);
            String message = find(about).stream()
                    .map(entry -> firstLine(entry.message()))
                    .filter(text -> text.length() >= FEWEST && typed.contains(text))
                    .max(Comparator.comparingInt(String::length))
                    .orElse(null);
            if (message != null) {
                QueryParameters read = given.without("range")
                        .with("q", SearchQuery.phrase(message))
                        .with("since", String.valueOf(about.since()))
                        .with("until", String.valueOf(about.until()));
                others.add(whole("a line of a log file: its message, about its time", given, typed));
                return read;
            }
        }
        return MESSAGES.stream()
                .map(form -> form.matcher(typed))
                .filter(Matcher::matches)
                .findFirst()
                .map(message -> firstLine(message.group(1)).strip())
                .map(message -> {
                    others.add(whole("a line of a log file, of whose time there is none: its message", given, typed));
                    return given.with("q", SearchQuery.phrase(message));
                })
                .orElse(null);
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)).stripTrailing();
    }

    private static ZoneId zone(QueryParameters given) {
        try {
            return TimeStyle.of(given.get("time")).zone();
        } catch (BadParameter e) {
            return ZoneId.of("UTC");
        }
    }

    // ---- Words

    private String terms(QueryParameters given, String typed, List<OtherReading> others) {
        SearchQuery search;
        try {
            String task = taskOf(typed);
            if (task != null) {
                others.add(whole("the name of a task", given, typed));
                return SearchQuery.term("task", task, false);
            }
            search = SearchQuery.of(typed);
        } catch (BadParameter e) {
            return typed; // What is wrong is said by whoever asks with it.
        }
        List<String> terms = new ArrayList<>();
        for (SearchPart part : search.parts()) {
            String term = term(part);
            if (!term.equals(part.typed())) {
                boolean field = !term.startsWith("\"") && !term.startsWith("-\"");
                if (field) {
                    others.add(
                            whole("a " + term.substring(0, term.indexOf(':')) + " that is exactly this", given, typed));
                }
            } else if (!part.guessed().isEmpty()) {
                others.add(other(
                        "“" + part.typed() + "” is read as the field " + part.guessed() + ".",
                        given,
                        typed.replace(part.typed(), quoted(part))));
            }
            terms.add(term);
        }
        return String.join(" ", terms);
    }

    private String term(SearchPart part) {
        LogCondition condition = part.condition();
        boolean guessed = !part.guessed().isEmpty();
        if (guessed && fields.has(part.guessed())) {
            return part.typed();
        }
        boolean word = condition.field().isEmpty() && part.typed().equals(condition.value());
        if (!guessed && !word) {
            return part.typed();
        }
        boolean name = ID.matcher(part.typed()).matches()
                || QUALIFIED.matcher(part.typed()).matches();
        String field = name ? fieldOf(part.typed()) : null;
        if (field != null) {
            return SearchQuery.term(field, part.typed(), false);
        }
        return guessed ? quoted(part) : part.typed();
    }

    private static String quoted(SearchPart part) {
        boolean negated = part.condition().negated();
        return (negated ? "-" : "") + SearchQuery.phrase(part.typed().substring(negated ? 1 : 0));
    }

    /** The task whose name this is, or whose name ends so after three dots; null for none. */
    private @Nullable String taskOf(String typed) {
        boolean cut = CUT.matcher(typed).matches();
        String end = cut ? typed.replaceFirst("^(?:…|\\.{3})\\.?", "") : typed;
        List<String> meant = history.names().stream()
                .filter(name -> cut ? name.endsWith(end) : name.equals(typed))
                .toList();
        if (meant.isEmpty()
                || !QUALIFIED.matcher(typed).matches()
                        && !cut
                        && finds(new LogCondition("", LogCondition.Match.CONTAINS, typed, false))) {
            return null;
        }
        return meant.get(0);
    }

    /** The field that is exactly this in some line, where no text has it; null for none. */
    private @Nullable String fieldOf(String name) {
        if (RUN.matcher(name).matches() && history.run(name) != null) {
            return "run";
        }
        if (finds(new LogCondition("", LogCondition.Match.CONTAINS, name, false))) {
            return null;
        }
        return Stream.concat(Stream.of("run", "task", "logger", "thread"), fields.ofIds().stream())
                .filter(field -> SearchQuery.typedTerm(field, name) != null)
                .limit(MANY_NAMES)
                .filter(field -> SearchQuery.of(SearchQuery.term(field, name, false)).conditions().stream()
                        .allMatch(this::finds))
                .findFirst()
                .orElse(null);
    }

    private boolean finds(LogCondition condition) {
        return !find(LogQuery.ALL.withCondition(condition).withLimit(1)).isEmpty();
    }

    private List<LogEntry> find(LogQuery query) {
        try {
            return lines.find(query);
        } catch (StorageUnreachable e) {
            return List.of();
        }
    }

    private static OtherReading whole(String what, QueryParameters given, String typed) {
        return other(
                "“" + BadParameter.shortened(typed) + "” is read as " + what + ".", given, SearchQuery.phrase(typed));
    }

    private static OtherReading other(String sentence, QueryParameters given, String q) {
        String link = Addresses.LOGS
                + given.without("before", "after", "context", "add")
                        .with("q", q)
                        .asQuery();
        return new OtherReading(ShownText.safe(sentence), "Search for the text instead", link);
    }

    /** @param others how else it could be read */
    public record Reading(QueryParameters parameters, List<OtherReading> others) {}

    /**
     * How something was read, and another way.
     *
     * @param label what the other way is called; null where there is none
     * @param link the address of the page that reads it so; null where there is none
     */
    public record OtherReading(
            String sentence,
            @Nullable String label,
            @Nullable String link) {}
}
