package dev.asyncz.agent.alerts;

import dev.asyncz.agent.alerts.delivery.Message;
import dev.asyncz.agent.alerts.delivery.Outbox;
import dev.asyncz.agent.alerts.delivery.Outbox.Delivery;
import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Mutes;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes what tells outside, as configured, and starts it. */
public final class Alerting {
    private final List<Outbox> outboxes;

    /** @param outboxes the ways out */
    public Alerting(List<Outbox> outboxes) {
        this.outboxes = outboxes;
    }

    /**
     * All that is asked for what is told.
     *
     * @param tasks every task that is known, with its last runs, of all nodes
     * @param signs those of a task at a time, without those that are muted
     * @param mutes what is muted
     * @param ownRuns the last runs of this JVM, the one that began last first
     * @param changed what a run has logged that the last good one of its task had not
     * @param lastLines the last lines that a run has logged
     * @param teller which of the JVMs that share a storage tells
     * @param here this JVM's name, where it is the only one that anything is known of; else empty
     */
    public record Sources(
            Supplier<List<TaskHistory>> tasks,
            BiFunction<TaskHistory, Instant, List<Sign>> signs,
            Mutes mutes,
            Supplier<List<RunFacts>> ownRuns,
            BiFunction<TaskHistory, RunFacts, List<String>> changed,
            Function<RunFacts, String> lastLines,
            Teller teller,
            String here) {}

    /** Whether anybody is to be told anything; loads nothing else. */
    public static boolean isAsked(Config config) {
        return !config.text("alerts.url").isEmpty()
                || !config.text("heartbeat.url").isEmpty();
    }

    /**
     * Starts its thread.
     *
     * @param say takes a line for the user
     */
    public static Alerting start(Config config, Sources sources, Consumer<String> say) {
        AlertSettings settings = AlertSettings.of(config);
        settings.mistakes().forEach(say);
        List<AlertLoop.Part> parts = new ArrayList<>();
        if (!settings.addresses().isEmpty()) {
            parts.add(new Alerts(
                    sources.tasks(),
                    sources.signs(),
                    new AlertWatch(
                            sources.here(),
                            settings.rules(),
                            new AlertDetails(settings.dashboard(), sources.changed()),
                            (sign, at) -> sources.mutes().until(sign.task(), sign.kind(), at) != null),
                    new Flood(settings.aMinute()),
                    settings.format(),
                    new Outbox(settings.addresses(), say),
                    sources.teller(),
                    Instant.now()));
        }
        if (!settings.heartbeats().isEmpty()) {
            parts.add(new Heartbeats(
                    new NamePatterns(config.text("heartbeat.tasks")),
                    sources.ownRuns(),
                    sources.lastLines(),
                    new Outbox(settings.heartbeats(), say)));
        }
        new AlertLoop(parts, say).start();
        return new Alerting(parts.stream().map(AlertLoop.Part::outbox).toList());
    }

    /**
     * Sends an alert that says it is a test to each receiver of alerts, once.
     *
     * @param node the name of this process
     * @param say takes a line for the user
     * @return what each has answered
     */
    public static List<Delivery> trial(Config config, String node, Consumer<String> say) {
        AlertSettings settings = AlertSettings.of(config);
        settings.mistakes().forEach(say);
        Instant now = Instant.now();
        Alert test = new Alert(
                Alert.id(List.of("test", node, now.toString())),
                Alert.Event.TEST,
                new Alert.SignKey(Kind.FAILING, "", ""),
                node,
                now,
                now,
                "A test alert of AsyncZ, sent from " + (node.isEmpty() ? "a JVM without a name" : node)
                        + ": nothing is wrong",
                Alert.Details.NONE);
        Message message = Alerts.message(settings.format(), List.of(test), test.id(), test.title(), "");
        return settings.addresses().stream()
                .map(address -> Outbox.once(address, message))
                .toList();
    }

    /** What became of the last messages, the last first. */
    public List<Delivery> deliveries() {
        return outboxes.stream()
                .flatMap(outbox -> outbox.deliveries().stream())
                .sorted(Comparator.comparing(Delivery::at).reversed())
                .toList();
    }

    /** Why messages wait, a sentence for each receiver that does not take them. */
    public List<String> troubles() {
        return outboxes.stream().flatMap(outbox -> outbox.troubles().stream()).toList();
    }

    public long sent() {
        return outboxes.stream().mapToLong(Outbox::sent).sum();
    }

    public long failed() {
        return outboxes.stream().mapToLong(Outbox::failed).sum();
    }

    public int waiting() {
        return outboxes.stream().mapToInt(Outbox::waiting).sum();
    }
}
