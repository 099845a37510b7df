package dev.asyncz.agent.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.StorageContract;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The ring once its full segments are sealed: it answers as the entries themselves would. */
class SealedRingTest extends StorageContract {
    /** Characters with three and four forms, beyond Latin-1, of pairs, and letters whose upper case is two letters. */
    private static final String NASTY = "aAiIıİkK\u212asSſßẞµμΜσςΣÿŸéÉÆæ×÷ǅǆ\ud801\udc00\ud801\udc28 .-\u0000";

    private static final String PLAIN = "aAbBsSkKiI .";

    private final TimeOrderedIds ids = new TimeOrderedIds(() -> 1_777_777_777_777L);
    private final Random random = new Random(21);

    /** Segments of 64. */
    @Override
    protected LogStorage open() {
        return new RingStorage(2_047, 64 << 20);
    }

    @Override
    protected void settle(LogStorage storage) {
        ((RingStorage) storage).seal();
    }

    @Test
    void should_seal_what_is_full_and_nothing_else() {
        RingStorage ring = new RingStorage(2_047, 64 << 20);
        for (int i = 0; i < 64 * 3 + 5; i++) {
            ring.append(line("m" + i));
        }
        ring.seal();

        assertEquals(
                List.of(true, true, true),
                ring.segments(ring.full()).stream()
                        .map(each -> each.sealed() != null)
                        .toList());
        assertEquals(197, ring.query(LogQuery.ALL).size());
    }

    @Test
    void should_give_back_every_entry_as_it_was_put() {
        RingStorage ring = new RingStorage(2_047, 64 << 20);
        List<LogEntry> put = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            LogEntry entry = any(i % 3 == 0 ? NASTY : PLAIN, i % 50 == 0 ? 5_000 : 60);
            put.add(entry);
            ring.append(entry);
        }
        ring.seal();
        put.sort(Comparator.comparing(LogEntry::id, LogEntry::compareIds).reversed());

        assertEquals(put, ring.query(LogQuery.ALL.withLimit(10_000)));
        assertEquals(put.get(put.size() - 1), ring.oldest());
    }

    @Test
    void should_find_texts_in_any_case_as_each_entry_is_matched() {
        for (String alphabet : List.of(NASTY, PLAIN)) {
            RingStorage ring = new RingStorage(2_047, 64 << 20);
            List<LogEntry> put = new ArrayList<>();
            for (int i = 0; i < 1_024; i++) {
                LogEntry entry = any(i / 64 % 2 == 0 ? alphabet : PLAIN, 20);
                put.add(0, entry);
                ring.append(entry);
            }
            ring.seal();
            for (int i = 0; i < 500; i++) {
                String part = text(alphabet, 1 + random.nextInt(4));
                for (LogQuery query : List.of(
                        LogQuery.ALL.withText(part),
                        LogQuery.ALL.withCondition(new LogCondition("", Match.CONTAINS, part, false)),
                        LogQuery.ALL.withCondition(new LogCondition("message", Match.CONTAINS, part, i % 2 == 0)),
                        LogQuery.ALL.withCondition(new LogCondition("message", Match.EQUALS, part, i % 2 == 0)),
                        LogQuery.ALL.withCondition(
                                new LogCondition("", Match.REGEX, "a?" + Pattern.quote(part), i % 2 == 0)),
                        LogQuery.ALL.withCondition(new LogCondition("", Match.REGEX, "ab.*ki", i % 2 == 0)))) {
                    assertEquals(
                            put.stream().filter(query::matches).toList(),
                            ring.query(query.withLimit(2_000)),
                            query::toString);
                }
            }
        }
    }

    @Test
    void should_find_nothing_across_two_messages() {
        RingStorage ring = new RingStorage(2_047, 64 << 20);
        for (int i = 0; i < 64; i++) {
            ring.append(line(i % 2 == 0 ? "xaba" : "babax"));
        }
        ring.seal();

        assertEquals(32, ring.query(LogQuery.ALL.withText("BABA")).size());
        assertEquals(64, ring.query(LogQuery.ALL.withText("aba")).size());
        assertEquals(List.of(), ring.query(LogQuery.ALL.withText("abab")));
        assertEquals(List.of(), ring.query(LogQuery.ALL.withText("xx")));
    }

    @Test
    void should_let_go_of_large_entries_one_by_one_in_sealed_segments() {
        long maxBytes = 1 << 20;
        RingStorage ring = new RingStorage(2_047, maxBytes);
        for (int i = 0; i < 400; i++) {
            ring.append(line(i % 10 == 0 ? "large" + "x".repeat(20_000) : "m" + i));
            ring.seal();
            assertTrue(ring.query(LogQuery.ALL.withText("large")).size() * 40_000L <= maxBytes, "at " + ring.stats());
        }

        assertEquals(
                ring.stats().size(), ring.query(LogQuery.ALL.withLimit(1_000)).size());
        assertEquals(400, ring.stats().appended());
        for (int i = 0; i < 2 * 2_047; i++) {
            ring.append(line("m"));
        }
        assertEquals(2_047, ring.stats().size());
    }

    @Test
    void should_hold_no_more_than_its_bytes_of_sealed_lines_that_are_long_but_not_large() {
        long maxBytes = 2 << 20;
        RingStorage ring = new RingStorage(4_096, maxBytes);
        for (int i = 0; i < 4_000; i++) {
            ring.append(line("x".repeat(1_900)));
            ring.seal();
        }
        long held = ring.segments(ring.full()).stream()
                .filter(each -> each.sealed() != null)
                .mapToLong(each -> 256L * 1_900)
                .sum();

        assertTrue(ring.stats().size() < 600, "all but the newest have left: " + ring.stats());
        assertTrue(held <= maxBytes, held + " bytes are held");
        assertEquals(
                ring.stats().size(), ring.query(LogQuery.ALL.withLimit(4_000)).size());
    }

    private LogEntry any(String alphabet, int most) {
        @Nullable String task = random.nextInt(4) == 0 ? null : "task" + random.nextInt(20);
        Map<String, Object> extra = switch (random.nextInt(4)) {
            case 0 -> Map.of();
            case 1 -> Map.of("thread", "t" + random.nextInt(5));
            case 2 -> Map.of("thread", "t", LogEntry.EXCEPTION, text(alphabet, random.nextInt(most + 1)));
            default -> Map.of("thread", "t", "mdc", Map.of("n", random.nextInt()), "tags", List.of(1, 2.5, true, "x"));
        };
        return new LogEntry(
                ids.next(),
                random.nextInt(5) == 0 ? Instant.MIN : Instant.ofEpochSecond(random.nextInt(), random.nextInt(999)),
                LogLevel.values()[random.nextInt(5)],
                text(alphabet, random.nextInt(most + 1)),
                text(alphabet, random.nextInt(3)),
                task,
                task == null ? null : "run" + random.nextInt(300),
                extra);
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private LogEntry line(String message) {
        return new LogEntry(ids.next(), Instant.EPOCH, LogLevel.INFO, message, "l", null, null, Map.of());
    }
}
