package dev.asyncz.agent.tasks;

import dev.asyncz.bootstrap.run.LiveSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which schedules of a task have died. Each belongs to the place that had made it, and is over when that makes another
 * one: what others schedule under the same name shows nothing of it. Thread-safe.
 */
final class Deaths {
    /** Of more than these the first are forgotten: one is shown. */
    private static final int MAX = 16;

    private volatile List<Death> known = List.of();

    /**
     * @param startedMillis when its last run began
     * @param millis when it died
     * @param place where the schedule was made that has died; null if unknown
     * @param ofOne whether other schedules of the task go on
     */
    record Death(
            long startedMillis,
            long millis,
            String consequence,
            @Nullable String place,
            boolean ofOne) {}

    synchronized void add(Death death) {
        List<Death> more = new ArrayList<>(known);
        if (more.size() == MAX) {
            more.remove(0);
        }
        more.add(death);
        known = List.copyOf(more);
    }

    /** Something schedules the task, nobody knows where: that ends what died nobody knows where. */
    synchronized void scheduledAnew() {
        List<Death> left = new ArrayList<>(known);
        left.removeIf(each -> each.place == null && !each.ofOne);
        known = List.copyOf(left);
    }

    /** A place schedules the task: it replaces the one that has died there first, or else goes on beside the dead. */
    synchronized void scheduledAnew(LiveSchedule made) {
        List<Death> left = new ArrayList<>();
        boolean replaced = false;
        for (Death each : known) {
            if (!replaced && Objects.equals(each.place, made.place())) {
                replaced = true;
            } else {
                left.add(new Death(each.startedMillis, each.millis, each.consequence, each.place, true));
            }
        }
        known = List.copyOf(left);
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /**
     * The death of the task as a whole, else the last one of a schedule of it; null if it lives.
     *
     * @param lastMillis when its last run began, which shows that the task lives
     */
    @Nullable
    Death shown(long lastMillis) {
        Death found = null;
        for (Death each : known) {
            boolean alive = !each.ofOne && lastMillis > each.startedMillis;
            if (!alive && (found == null || found.ofOne || !each.ofOne)) {
                found = each;
            }
        }
        return found;
    }
}
