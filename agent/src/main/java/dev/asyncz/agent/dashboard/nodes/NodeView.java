package dev.asyncz.agent.dashboard.nodes;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.nodes.NodesPage.AloneTask;
import dev.asyncz.agent.dashboard.search.NodeChoice;
import dev.asyncz.agent.storage.IsoTime;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.history.Jvm;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.agent.words.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JVM as the page of nodes shows it.
 *
 * @param alone the tasks that no other JVM would run, those that are overdue first
 */
record NodeView(Jvm facts, List<AloneTask> alone, PageTime now) {
    private static final int MOST_ALONE = 8;

    /** A time, absolute and relative. */
    record When(String iso, String clock, String relative) {}

    /** Empty where it has none. */
    String name() {
        return ShownText.safe(facts.node());
    }

    /** Where its tasks and runs alone are. */
    String link() {
        return Addresses.OVERVIEW
                + QueryParameters.NONE.with(NodeChoice.PARAMETER, facts.node()).asQuery();
    }

    boolean named() {
        return !facts.node().isEmpty();
    }

    String life() {
        return switch (facts.life()) {
            case HERE -> "this JVM";
            case LIVES -> "lives";
            case SILENT -> "silent";
            case STOPPED -> "stopped";
            case FINISHED -> "has ended";
        };
    }

    String mark() {
        return switch (facts.life()) {
            case HERE, LIVES -> "\u2713";
            case SILENT -> "!";
            case STOPPED, FINISHED -> "\u2013";
        };
    }

    /** Whose colours it has among outcomes. */
    String kind() {
        return switch (facts.life()) {
            case HERE, LIVES -> "ok";
            case SILENT -> "failed";
            case STOPPED, FINISHED -> "cut";
        };
    }

    @Nullable
    String app() {
        Jvm.Facts said = facts.said();
        return said == null || said.app().isEmpty() ? null : ShownText.safe(said.app());
    }

    @Nullable
    String agent() {
        return facts.said() == null ? null : ShownText.safe(facts.said().agent());
    }

    @Nullable
    String java() {
        return facts.said() == null ? null : ShownText.safe(facts.said().java());
    }

    When began() {
        return when(facts.began());
    }

    /** Null for this JVM. */
    @Nullable
    When heard() {
        return facts.life() == Life.HERE ? null : when(facts.heard());
    }

    @Nullable
    String lines() {
        return facts.linesPerSecond() == null ? null : Numbers.tenths(facts.linesPerSecond());
    }

    @Nullable
    String produced() {
        return facts.said() == null ? null : Numbers.grouped(facts.said().produced());
    }

    @Nullable
    String dropped() {
        return facts.said() == null ? null : Numbers.grouped(facts.said().dropped());
    }

    boolean losing() {
        return facts.said() != null && facts.said().dropped() > 0;
    }

    @Nullable
    String trouble() {
        return facts.said() == null ? null : ShownText.safeOrNull(facts.said().trouble());
    }

    String tasks() {
        return Numbers.count(facts.tasks(), "task");
    }

    List<AloneTask> first() {
        return alone.subList(0, Math.min(MOST_ALONE, alone.size()));
    }

    boolean alones() {
        return !alone.isEmpty();
    }

    /** Where all tasks are that it has or had. */
    String all() {
        return Addresses.TASKS
                + QueryParameters.NONE.with(NodeChoice.PARAMETER, facts.node()).asQuery();
    }

    /** How many more there are that no other JVM would run; null where all are shown. */
    @Nullable
    String rest() {
        return alone.size() <= MOST_ALONE ? null : Numbers.grouped(alone.size() - MOST_ALONE) + " more";
    }

    private When when(Instant time) {
        String age = DurationWords.coarse(Duration.between(time, now.instant()).abs());
        return new When(
                IsoTime.of(time.truncatedTo(ChronoUnit.MILLIS)),
                now.style().sinceToday(time, now.instant()),
                age + " ago");
    }
}
