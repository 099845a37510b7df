package dev.asyncz.agent.alerts.delivery;

import dev.asyncz.agent.words.Numbers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An address, and what waits for it, in order. Guarded by its {@link Outbox}. */
final class Receiver {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String address;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Random jitter = new Random();
    private Instant due = Instant.EPOCH;
    private Duration pause = FIRST_PAUSE;
    private String refusal = "";

    /** A message and since when it waits, and how often it has been tried. */
    static final class Waiting {
        final Message message;
        final Instant since;
        int attempts;

        Waiting(Message message, Instant since) {
            this.message = message;
            this.since = since;
        }
    }

    /** @param address with all that is secret in it; only its host is ever shown */
    Receiver(String address) {
        this.address = address;
    }

    /** The address of a message: what follows its path, a query, stays behind it. */
    URI uri(Message message) {
        String whole = address.replace("{task}", message.slug());
        if (message.path().isEmpty()) {
            return URI.create(whole);
        }
        int query = whole.indexOf('?');
        String path = query < 0 ? whole : whole.substring(0, query);
        String rest = query < 0 ? "" : whole.substring(query);
        if (message.path().contains("?") && !rest.isEmpty()) {
            rest = "&" + rest.substring(1);
        }
        return URI.create((path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + message.path() + rest);
    }

    /** What may be shown of it. */
    String name() {
        try {
            return String.valueOf(URI.create(address.replace("{task}", "task")).getHost());
        } catch (IllegalArgumentException unreadable) {
            return "an address that is none";
        }
    }

    /** Why messages wait for it, as a sentence; null while it takes them. */
    @Nullable
    String trouble() {
        return refusal.isEmpty() || waiting.isEmpty()
                ? null
                : name() + " takes no message (" + refusal + "): " + waiting.size() + " waiting, the first after "
                        + Numbers.count(waiting.getFirst().attempts, "attempt");
    }

    int size() {
        return waiting.size();
    }

    void add(Message message, Instant now) {
        if (!message.replaces().isEmpty()) {
            waiting.removeIf(
                    each -> each.attempts == 0 && each.message.replaces().equals(message.replaces()));
        }
        waiting.addLast(new Waiting(message, now));
    }

    /** The one whose turn it is; null while nothing waits or the receiver is left alone. */
    @Nullable
    Waiting next(Instant now) {
        return now.isBefore(due) ? null : waiting.peekFirst();
    }

    /** It is delivered, or given up. */
    void done(Waiting message, boolean isTaken) {
        waiting.remove(message);
        if (isTaken) {
            refusal = "";
            pause = FIRST_PAUSE;
            due = Instant.EPOCH;
        }
    }

    /** Leaves the receiver alone for a while: longer each time, and as long as it says. */
    void retry(DeliveryResult answer, Instant now) {
        refusal = answer.words();
        Duration asked = answer.retryAfter();
        long spread = pause.toMillis() / 5;
        Duration next = pause.plusMillis(jitter.nextLong(2 * spread + 1) - spread);
        due = now.plus(next.compareTo(asked) > 0 ? next : asked);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
}
