package dev.asyncz.agent.alerts;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.words.DurationWords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message: what is wrong with what, since when, and what helps to understand it. Immutable.
 *
 * @param id the same for each attempt to deliver it, also that of another node which does not know whether it was delivered
 * @param event why it is sent
 * @param sign which sign it is about; a receiver may tell by it, task and node which end belongs to which beginning
 * @param node the JVM that it is about; empty where that is all of them
 * @param at when that happened
 * @param since when the sign began
 * @param sentence what is the matter, as the pages say it
 * @param details what helps to understand it; empty for an end
 */
public record Alert(
        String id,
        Event event,
        SignKey sign,
        String node,
        Instant at,
        Instant since,
        String sentence,
        Details details) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT);

    /** Why a message is sent. */
    public enum Event {
        BEGIN,
        END,
        /** It is there still, and somebody does not want to hear of it. */
        MUTED,
        /** It begins and ends again and again, and is not told each time any more. */
        FLAPPING,
        /** Several at once, each of which has no message of its own. */
        SUMMARY,
        /** Somebody wants to see whether it arrives. */
        TEST;

        /** Whether nothing more is told of the sign. */
        public boolean isLast() {
            return this == END || this == MUTED;
        }

        /** As it stands in what is sent. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a sign is about.
     *
     * @param task the task's id; empty in a summary or a test
     * @param node whose sign it is, of those that each node has for itself, such as a death; else empty
     */
    public record SignKey(Kind kind, String task, String node) {

        /** What a message about it goes by, whoever sends it; {@code found} is when the sign was first seen. */
        String id(Event event, Instant found) {
            return Alert.id(List.of(event.key(), kind.key(), task, node, found.toString()));
        }
    }

    /**
     * What helps to understand an alert.
     *
     * @param run the run that shows it; null where there is none
     * @param link the address of that run, or of the task; empty where nobody has said how the dashboard is reached
     * @param exception the first lines of its exception; empty without one
     * @param changed what the run has logged that the last good one had not, a line each
     */
    public record Details(@Nullable String run, String link, List<String> exception, List<String> changed) {
        public static final Details NONE = new Details(null, "", List.of(), List.of());
    }

    /** The same for the same parts, and unlike that of any others, in the form of a UUID. */
    static String id(List<String> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            // The eighth version is free to be made of anything, by RFC 9562.
            return new UUID(bytes.getLong() & ~0xF000L | 0x8000L, bytes.getLong() & ~0L >>> 2 | 1L << 63).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** What is wrong with what, since when and where, on one line. */
    public String title() {
        String where = node.isEmpty() ? "" : " on " + node;
        return switch (event) {
            case BEGIN -> sign.kind().word() + ": " + sign.task() + where + ", since " + time(since);
            case END ->
                "Over: " + sign.task() + where + " was " + sign.kind().key() + " for "
                        + DurationWords.of(Duration.between(since, at).truncatedTo(ChronoUnit.SECONDS));
            case MUTED -> "Muted: " + sign.task() + where + " is " + sign.kind().key() + ", since " + time(since);
            case FLAPPING ->
                "Flapping: " + sign.task() + where + " is " + sign.kind().key() + " again and again, since "
                        + time(since);
            case SUMMARY, TEST -> sentence;
        };
    }

    /** What follows the title, a line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (event != Event.SUMMARY && event != Event.TEST && !sentence.isEmpty()) {
            lines.add(sentence);
        }
        lines.addAll(details.exception());
        if (!details.changed().isEmpty()) {
            lines.add(event == Event.SUMMARY ? "" : "New since its last good run:");
            lines.addAll(details.changed());
        }
        return lines;
    }

    /** Whether something is wrong now, rather than over. */
    public boolean isBad() {
        return event == Event.BEGIN || event == Event.FLAPPING || event == Event.SUMMARY;
    }

    private static String time(Instant time) {
        return TIME.format(time.atZone(ZoneId.systemDefault()));
    }
}
