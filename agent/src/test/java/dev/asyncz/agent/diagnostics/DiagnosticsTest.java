package dev.asyncz.agent.diagnostics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Diagnostics diagnostics = new Diagnostics(new PrintStream(written, true, UTF_8), Secrets.NONE);

    @Test
    void should_mark_its_lines() {
        diagnostics.say("dashboard at http://127.0.0.1:8000/");

        assertEquals(List.of("[asyncz] dashboard at http://127.0.0.1:8000/"), lines());
    }

    @Test
    void should_start_with_version_and_jvm_and_what_is_not_default() {
        diagnostics.started("1.2.3", "port=0 (argument)");

        assertEquals(2, lines().size());
        assertTrue(lines().get(0).startsWith("[asyncz] AsyncZ 1.2.3 in "), lines().get(0));
        assertEquals("[asyncz] set: port=0 (argument)", lines().get(1));
    }

    @Test
    void should_leave_the_second_line_out_when_all_is_default() {
        diagnostics.started("1.2.3", "");

        assertEquals(1, lines().size());
    }

    @Test
    void should_say_each_warning_once_with_its_cause_in_one_phrase() {
        for (int i = 0; i < 3; i++) {
            diagnostics.warn("port 8000 is taken", new BindException("Address already in use"));
        }

        assertEquals(List.of("[asyncz] port 8000 is taken (java.net.BindException: Address already in use)"), lines());
    }

    @Test
    void should_keep_foreign_text_on_one_short_line() {
        diagnostics.say("a\r\nb\u2028c" + "x".repeat(1 << 20));

        assertEquals(1, lines().size());
        assertTrue(lines().get(0).length() < 2_100);
    }

    @Test
    void should_stop_warning_when_there_is_no_end_to_it() {
        for (int i = 0; i < 10_000; i++) {
            diagnostics.warn("warning " + i);
        }

        assertEquals(501, lines().size());
        assertTrue(lines().get(500).contains("further ones are not shown"), lines().get(500));
    }

    @Test
    void should_mask_secrets_in_whatever_it_says() {
        PrintStream out = new PrintStream(written, true, UTF_8);
        Diagnostics masking = new Diagnostics(out, Secrets.of(List.of("hush-hush"), List.of()));

        masking.say("it is hush-hush, or redis://anna:hush@cache");
        masking.warn("no login", new IllegalStateException("hush-hush is not it; password=hush"));

        assertEquals(
                List.of(
                        "[asyncz] it is ***, or redis://anna:***@cache",
                        "[asyncz] no login (java.lang.IllegalStateException: *** is not it; password=***"),
                lines());
    }

    @Test
    void should_not_throw_whatever_it_is_given() {
        Diagnostics broken = new Diagnostics(
                new PrintStream(OutputStream.nullOutputStream()) {
                    @Override
                    public void println(@Nullable String line) {
                        throw new IllegalStateException("closed");
                    }
                },
                Secrets.NONE);

        assertDoesNotThrow(() -> broken.say("line"));
        assertDoesNotThrow(() -> broken.warn("line", new Unprintable()));
        assertDoesNotThrow(() -> diagnostics.warn("line", new Unprintable()));
        assertDoesNotThrow(this::warnOfNothing);
    }

    @SuppressWarnings("NullAway")
    private void warnOfNothing() {
        diagnostics.say(null);
        diagnostics.warn(null, null);
    }

    private List<String> lines() {
        return written.toString(UTF_8).lines().toList();
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }
}
