package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.view.FormOption;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In which order; each of them puts what one looks for first. */
enum TaskOrder {
    ATTENTION("needs attention first"),
    NAME("name"),
    LAST("last run"),
    NEXT("next run"),
    FAILURES("failures"),
    RUNS("runs"),
    DURATION("duration");

    private final String words;

    TaskOrder(String words) {
        this.words = words;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TaskOrder of(@Nullable String key) {
        for (TaskOrder each : values()) {
            if (key == null || each.key().equalsIgnoreCase(key.strip())) {
                return each;
            }
        }
        throw new BadParameter(
                "sort", String.valueOf(key), "attention, name, last, next, failures, runs or duration is needed");
    }

    Comparator<TaskHistory> comparator(TaskSnapshot tasks) {
        return switch (this) {
            case ATTENTION ->
                Comparator.comparing(task -> tasks.signs(task).stream()
                        .findFirst()
                        .map(sign -> sign.kind().ordinal())
                        .orElse(Integer.MAX_VALUE));
            case NAME -> Comparator.comparing(TaskHistory::id);
            case LAST -> Comparator.comparing(TaskOrder::begun).reversed();
            case NEXT ->
                Comparator.comparing(
                        task -> Objects.requireNonNullElse(task.facts().nextRun(), Instant.MAX));
            case FAILURES ->
                Comparator.comparing((TaskHistory task) -> task.facts().failures())
                        .reversed();
            case RUNS ->
                Comparator.comparing((TaskHistory task) -> task.facts().runs()).reversed();
            case DURATION ->
                Comparator.comparing(
                                (TaskHistory task) -> Durations.of(task.runs()).p95())
                        .reversed();
        };
    }

    /** All of them, for a form. */
    List<FormOption> options() {
        return Arrays.stream(values())
                .map(each -> new FormOption(each.key(), each.words, each == this))
                .toList();
    }

    private static Instant begun(TaskHistory task) {
        return Optional.ofNullable(task.facts().lastRun())
                .map(RunFacts::started)
                .orElse(Instant.MIN);
    }
}
