package dev.asyncz.agent.alerts;

import dev.asyncz.agent.alerts.Alert.SignKey;
import dev.asyncz.agent.alerts.delivery.Message;
import dev.asyncz.agent.alerts.delivery.Outbox;
import dev.asyncz.agent.alerts.format.AlertFormat;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Tells outside what has begun and ended, whenever {@link #turn} is called. For one thread. */
final class Alerts implements AlertLoop.Part {
    /** Alertmanager takes for over what it has not heard of for five minutes, by default. */
    private static final Duration REPEATED = Duration.ofMinutes(1);

    private static final Duration RHYTHM = Duration.ofSeconds(3);

    /** What goes wrong while an application starts may come right by itself. */
    private static final Duration START = Duration.ofSeconds(10);

    private final Supplier<List<TaskHistory>> tasks;
    private final BiFunction<TaskHistory, Instant, List<Sign>> signs;
    private final AlertWatch watch;
    private final Flood flood;
    private final AlertFormat format;
    private final Outbox outbox;
    private final Teller teller;

    /** What a receiver that collects has to hear of again, by sign. */
    private final Map<SignKey, Alert> lasting = new LinkedHashMap<>();

    private final Instant started;
    private Instant repeated = Instant.EPOCH;
    private boolean telling;
    private String told = "";

    Alerts(
            Supplier<List<TaskHistory>> tasks,
            BiFunction<TaskHistory, Instant, List<Sign>> signs,
            AlertWatch watch,
            Flood flood,
            AlertFormat format,
            Outbox outbox,
            Teller teller,
            Instant started) {
        this.tasks = tasks;
        this.signs = signs;
        this.watch = watch;
        this.flood = flood;
        this.format = format;
        this.outbox = outbox;
        this.teller = teller;
        this.started = started;
    }

    /** Looks, and puts what is to be told into the outbox; nothing while another node tells, or nobody knows. */
    @Override
    public void turn(Instant now) {
        if (Duration.between(started, now).compareTo(START) < 0) {
            return;
        }
        String before = teller.take();
        if (before == null) {
            telling = false;
            return;
        }
        if (!telling) {
            telling = true;
            told = before;
            lasting.clear();
            watch.resume(before, now, format.collects());
        }
        List<Alert> found = watch.look(tasks.get(), signs, now);
        if (format.collects()) {
            collect(found, now);
        } else {
            flood.pass(found, now).forEach(alert -> put(List.of(alert), alert.id(), ""));
        }
        // Before the first attempt: whoever takes over in the middle of it tells the same, by the same id.
        note();
    }

    /** After a delivery: what has been told is noted when all of it has been, so that no one tells it again. */
    @Override
    public void delivered() {
        if (telling && outbox.waiting() == 0 && flood.isEmpty()) {
            watch.told();
            note();
        }
    }

    private void note() {
        String state = watch.state();
        if (!state.equals(told)) {
            teller.told(state);
            told = state;
        }
    }

    private void collect(List<Alert> found, Instant now) {
        for (Alert alert : found) {
            if (alert.event().isLast()) {
                lasting.remove(alert.sign());
            } else {
                lasting.put(alert.sign(), alert);
            }
        }
        if (!found.isEmpty()) {
            put(found, ids(found), "");
        }
        if (!lasting.isEmpty() && Duration.between(repeated, now).compareTo(REPEATED) >= 0) {
            repeated = now;
            // Each time another message, of what was told before.
            put(lasting.values(), ids(lasting.values()) + " " + now, "lasting");
        }
    }

    private static String ids(Collection<Alert> alerts) {
        return Alert.id(alerts.stream().map(Alert::id).toList());
    }

    private void put(Collection<Alert> alerts, String id, String replaces) {
        List<Alert> all = List.copyOf(alerts);
        Alert first = all.get(0);
        String title = all.size() == 1 ? first.title() : first.title() + ", and " + (all.size() - 1) + " more";
        outbox.put(message(format, all, id, title, replaces));
    }

    static Message message(AlertFormat format, List<Alert> alerts, String id, String title, String replaces) {
        return new Message(title, "", "", "application/json; charset=utf-8", format.body(alerts), id, replaces);
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public Duration rhythm() {
        return RHYTHM;
    }
}
