package dev.asyncz.agent.alerts;

import dev.asyncz.agent.alerts.Alert.Details;
import dev.asyncz.agent.alerts.Alert.Event;
import dev.asyncz.agent.alerts.Alert.SignKey;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which signs have begun and ended since it looked last. A sign is told once when it begins and once when it ends; one
 * that begins for the third time in ten minutes is said to flap, once, and told again when it has been calm for as long.
 * For one thread.
 */
final class AlertWatch {
    /** Signs beyond that are not followed; so many at once are one trouble, not thousands. */
    private static final int MOST_OPEN = 2_000;

    private static final int FLAPS = 3;
    private static final Duration CALM = Duration.ofMinutes(10);

    /** A sign that goes for shorter than that has not ended: it is looked for only so often. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final String here;
    private final AlertRules rules;
    private final BiFunction<TaskHistory, Sign, Details> details;
    private final BiPredicate<SignKey, Instant> muted;
    private final Map<SignKey, Followed> followed = new LinkedHashMap<>();

    /** A sign that is there or was lately. */
    private static final class Followed {
        private final Deque<Instant> begins = new ArrayDeque<>();
        private Instant since;
        private Instant found;
        private Instant seen;
        private boolean open;
        private boolean flapping;

        /** What has to be told, and is not known to have been; null where all is. */
        private @Nullable Event owed;

        /** Whether another one owed it, and this one has not told it yet. */
        private boolean inherited;

        private String sentence;
        private String node = "";

        Followed(Instant since, String sentence) {
            this.since = since;
            this.found = since;
            this.seen = since;
            this.sentence = sentence;
        }
    }

    /**
     * @param here the node of a sign that names none; empty where that may be any
     * @param details what helps to understand a sign of a task; asked when it begins
     * @param muted whether a sign that is not seen any more is one that nobody wants to hear of at a time
     */
    AlertWatch(
            String here,
            AlertRules rules,
            BiFunction<TaskHistory, Sign, Details> details,
            BiPredicate<SignKey, Instant> muted) {
        this.here = here;
        this.rules = rules;
        this.details = details;
        this.muted = muted;
    }

    /**
     * Looks at all tasks.
     *
     * @param signs gives those of a task
     * @return what has to be told, in the order in which it was found
     */
    List<Alert> look(List<TaskHistory> tasks, BiFunction<TaskHistory, Instant, List<Sign>> signs, Instant now) {
        List<Alert> alerts = new ArrayList<>();
        for (TaskHistory task : tasks) {
            if (rules.tellsOf(task.id())) {
                for (Sign sign : signs.apply(task, now)) {
                    if (rules.tellsOf(sign.kind()) && isEnough(task, sign)) {
                        see(task, sign, now, alerts);
                    }
                }
            }
        }
        end(now, alerts);
        return alerts;
    }

    /** All that was found has been told. */
    void told() {
        followed.values().forEach(each -> each.owed = null);
    }

    /** What has been told and is not over, and what is still to be told, a line each, for whoever tells in this one's place. */
    String state() {
        StringBuilder state = new StringBuilder();
        followed.forEach((key, each) -> {
            // One that has ended is over when that has been told.
            if (each.open || (each.owed != null && each.owed.isLast())) {
                String owed = each.owed == null ? "" : each.owed.key();
                String times = each.since + "\t" + each.found;
                state.append(String.join("\t", key.kind().key(), times, owed, clean(key.node()), clean(key.task())))
                        .append('\n');
            }
        });
        return state.toString();
    }

    /**
     * Takes over from another node what {@link #state} says, and forgets what it knew itself. What was still to be told is
     * told, as that one would have.
     *
     * @param all whether what was told is told again as well, if it is not over
     */
    void resume(String state, Instant now, boolean all) {
        followed.clear();
        for (String line : state.split("\n")) {
            String[] parts = line.split("\t", -1);
            Kind kind = Kind.of(parts[0]);
            if (parts.length == 6 && kind != null) {
                Followed each = followed.computeIfAbsent(
                        new SignKey(kind, parts[5], parts[4]), any -> new Followed(parse(parts[1], now), ""));
                each.open = true;
                each.seen = now;
                each.found = parse(parts[2], now);
                each.flapping = parts[3].equals(Event.FLAPPING.key());
                each.inherited = all || each.flapping || parts[3].equals(Event.BEGIN.key());
            }
        }
    }

    private boolean isEnough(TaskHistory task, Sign sign) {
        if (sign.kind() != Kind.FAILING || rules.after() <= 1) {
            return true;
        }
        return failedInARow(task).size() >= rules.after();
    }

    private void see(TaskHistory task, Sign sign, Instant now, List<Alert> alerts) {
        SignKey key = new SignKey(sign.kind(), task.id(), owner(sign));
        Followed each = followed.get(key);
        if (each == null) {
            if (followed.size() >= MOST_OPEN) {
                return;
            }
            each = new Followed(now, sign.sentence());
            followed.put(key, each);
        }
        each.seen = now;
        each.sentence = sign.sentence();
        each.node = node(sign);
        if (each.open && !each.inherited) {
            return;
        }
        boolean isNews = each.inherited || begin(each, began(task, sign, now), now);
        each.inherited = false;
        if (!isNews) {
            return;
        }
        Event event = each.flapping ? Event.FLAPPING : Event.BEGIN;
        each.owed = event;
        alerts.add(new Alert(
                key.id(event, each.found),
                event,
                key,
                each.node,
                now,
                each.since,
                sign.sentence(),
                details.apply(task, sign)));
    }

    /** Whether that has to be told: not of one that is known to flap. */
    private static boolean begin(Followed each, Instant since, Instant now) {
        each.open = true;
        each.since = since;
        each.found = now;
        each.begins.addLast(now);
        while (Duration.between(each.begins.getFirst(), now).compareTo(CALM) > 0) {
            each.begins.removeFirst();
        }
        boolean isKnown = each.flapping;
        each.flapping |= each.begins.size() >= FLAPS;
        return !isKnown;
    }

    private void end(Instant now, List<Alert> alerts) {
        for (Iterator<Map.Entry<SignKey, Followed>> all = followed.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<SignKey, Followed> entry = all.next();
            Followed each = entry.getValue();
            Duration gone = Duration.between(each.seen, now);
            boolean isCalm = gone.compareTo(CALM) >= 0;
            if (each.open && gone.compareTo(each.flapping ? CALM : SETTLED) >= 0) {
                each.open = false;
                each.flapping = false;
                Event event = muted.test(entry.getKey(), now) ? Event.MUTED : Event.END;
                each.owed = event;
                alerts.add(new Alert(
                        entry.getKey().id(event, each.found),
                        event,
                        entry.getKey(),
                        each.node,
                        each.seen,
                        each.since,
                        each.sentence,
                        Details.NONE));
            }
            if (!each.open && isCalm) {
                all.remove();
            }
        }
    }

    /** Tasks fail, are late or slow as a whole; they die, hang and are killed on a node. */
    private String owner(Sign sign) {
        return switch (sign.kind()) {
            case DIED, KILLED, HUNG -> node(sign);
            default -> "";
        };
    }

    /** A page need not say it where there is but one; here another may come. */
    private String node(Sign sign) {
        RunFacts run = sign.run();
        String node = run == null ? sign.node() : run.node();
        return node.isEmpty() ? here : node;
    }

    /** It fails since the first of the runs that have failed in a row. */
    private static Instant began(TaskHistory task, Sign sign, Instant now) {
        RunFacts run = sign.run();
        if (sign.kind() == Kind.FAILING) {
            for (RunFacts each : failedInARow(task)) {
                run = each;
            }
        }
        Instant ended = run == null ? null : run.ended();
        if (ended != null && ended.isBefore(now)) {
            return ended;
        }
        return run == null ? now : run.started();
    }

    /** The last runs of a task as far as they have failed, the one that began last first. */
    private static List<RunFacts> failedInARow(TaskHistory task) {
        return task.runs().stream()
                .filter(run -> run.outcome().isOver())
                .takeWhile(run -> run.outcome() == Outcome.FAILED)
                .toList();
    }

    private static Instant parse(String time, Instant otherwise) {
        try {
            return Instant.parse(time);
        } catch (java.time.DateTimeException unreadable) {
            return otherwise;
        }
    }

    private static String clean(String text) {
        return text.replaceAll("[\\t\\n\\r]", " ");
    }
}
