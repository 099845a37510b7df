package dev.asyncz.agent.alerts.delivery;

import dev.asyncz.agent.alerts.delivery.Receiver.Waiting;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Messages on their way. Each receiver gets its own in order; one that does not answer is tried again for a quarter of an
 * hour and holds up no other. {@link #deliver} is for one thread, everything else for any.
 */
public final class Outbox {
    private static final Duration TOO_OLD = Duration.ofMinutes(15);
    private static final Duration AT_A_STRETCH = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_REMEMBERED = 100;

    private final List<Receiver> receivers = new ArrayList<>();
    private final Clock clock;
    private final BiFunction<URI, Message, DeliveryResult> post;
    private final Consumer<String> say;
    private final Deque<Delivery> deliveries = new ArrayDeque<>();
    private long sent;
    private long failed;

    /**
     * What became of a message.
     *
     * @param receiver its host
     * @param answer what the receiver said, or why there was no answer
     * @param attempts how often it was tried
     * @param isTaken whether the receiver has it
     */
    public record Delivery(Instant at, String receiver, String title, String answer, int attempts, boolean isTaken) {}

    /**
     * @param addresses where every message goes to
     * @param say takes a line for the user
     */
    public Outbox(List<String> addresses, Consumer<String> say) {
        this(addresses, Clock.systemUTC(), Http.PATIENT::post, say);
    }

    Outbox(List<String> addresses, Clock clock, BiFunction<URI, Message, DeliveryResult> post, Consumer<String> say) {
        addresses.forEach(address -> receivers.add(new Receiver(address)));
        this.clock = clock;
        this.post = post;
        this.say = say;
    }

    /** Sends one message to one address, once. */
    public static Delivery once(String address, Message message) {
        Receiver receiver = new Receiver(address);
        DeliveryResult answer = Http.PATIENT.post(receiver.uri(message), message);
        return new Delivery(Instant.now(), receiver.name(), message.title(), answer.words(), 1, answer.isTaken());
    }

    /** Adds a message for every receiver; for one that has too many waiting it is lost, counted and said. */
    public void put(Message message) {
        List<String> full = new ArrayList<>();
        synchronized (this) {
            for (Receiver receiver : receivers) {
                if (receiver.size() < MOST_WAITING) {
                    receiver.add(message, clock.instant());
                } else {
                    failed++;
                    remember(new Delivery(
                            clock.instant(), receiver.name(), message.title(), "its queue is full", 0, false));
                    full.add(receiver.name());
                }
            }
        }
        full.forEach(name -> say.accept("alert not sent to " + name + ": " + MOST_WAITING
                + " are waiting for it already; \"" + message.title() + "\" is lost"));
    }

    /**
     * Tries everything that is due, once: one message to each receiver in turn, so that one that is slow and has many
     * waiting holds up no other; and not for long, as the same thread looks for what is to be told.
     */
    public void deliver() {
        long end = System.nanoTime() + AT_A_STRETCH.toNanos();
        boolean goesOn = true;
        while (goesOn && System.nanoTime() - end < 0) {
            goesOn = false;
            for (Receiver receiver : receivers) {
                goesOn |= deliver(receiver);
            }
        }
    }

    /** Whether the next one may be tried at once. */
    private boolean deliver(Receiver receiver) {
        Waiting next = next(receiver);
        if (next == null) {
            return false;
        }
        next.attempts++;
        DeliveryResult answer = post.apply(receiver.uri(next.message), next.message);
        settle(receiver, next, answer);
        return answer.isTaken() || answer.isFinal();
    }

    /** How many messages wait, counted for each receiver. */
    public synchronized int waiting() {
        return receivers.stream().mapToInt(Receiver::size).sum();
    }

    public synchronized long sent() {
        return sent;
    }

    /** How many were given up. */
    public synchronized long failed() {
        return failed;
    }

    /** Why messages wait, a sentence for each receiver that does not take them; without its address. */
    public synchronized List<String> troubles() {
        return receivers.stream()
                .map(Receiver::trouble)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What became of the last messages, the last first. */
    public synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    private synchronized @org.jspecify.annotations.Nullable Waiting next(Receiver receiver) {
        return receiver.next(clock.instant());
    }

    private void settle(Receiver receiver, Waiting message, DeliveryResult answer) {
        String lost = null;
        synchronized (this) {
            Instant now = clock.instant();
            boolean isGivenUp = !answer.isTaken()
                    && (answer.isFinal() || Duration.between(message.since, now).compareTo(TOO_OLD) >= 0);
            if (answer.isTaken() || isGivenUp) {
                receiver.done(message, answer.isTaken());
                sent += answer.isTaken() ? 1 : 0;
                failed += answer.isTaken() ? 0 : 1;
                remember(new Delivery(
                        now,
                        receiver.name(),
                        message.message.title(),
                        answer.words(),
                        message.attempts,
                        answer.isTaken()));
                lost = isGivenUp ? message.message.title() : null;
            } else {
                receiver.retry(answer, now);
            }
        }
        if (lost != null) {
            say.accept("alert not sent to " + receiver.name() + " after " + message.attempts + " attempts ("
                    + answer.words() + "): \"" + lost + "\" is lost; see alerts.url");
        }
    }

    private void remember(Delivery delivery) {
        deliveries.addFirst(delivery);
        if (deliveries.size() > MOST_REMEMBERED) {
            deliveries.removeLast();
        }
    }
}
