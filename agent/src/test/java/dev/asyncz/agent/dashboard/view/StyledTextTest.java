package dev.asyncz.agent.dashboard.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.search.SearchQuery;
import dev.asyncz.agent.schedulers.Schedulers;
import dev.asyncz.bootstrap.naming.Libraries;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours, hits and stack traces, as the templates get them. */
class StyledTextTest {
    private static final String TRACE = """
        com.acme.OrderException: order 4711
        \tat com.acme.orders.Orders.load(Orders.java:10)
        \tat java.base/java.lang.reflect.Method.invoke(Method.java:1)
        \tat org.springframework.aop.Proxy.invoke(Proxy.java:2)
        \tat app//org.springframework.aop.Proxy.invoke(Proxy.java:3)
        \tat com.acme.Main.main(Main.java:4)
        Caused by: java.io.IOException: broken pipe
        \tat java.base/sun.nio.ch.Net.write(Net.java:5)
        \t... 3 more
        """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain|plain",
                "^[31mred^[0m end|{ansi-red:red} end",
                "^[1;33mbold yellow^[22m yellow^[39m none|{ansi-yellow bold:bold yellow}{ansi-yellow: yellow} none",
                "^[92mbright^[m|{ansi-green:bright}",
                "^[38;5;200mno palette^[48;2;1;2;3m here^[4m!|no palette here{underlined:!}",
                "^[2J^[Hcursor^]8;;javascript:x^Glink|cursorlink",
                "^[31|␛[31",
                "^[31mclass=\"^[0m|{ansi-red:class=\"}",
            })
    void should_turn_the_colours_of_a_terminal_into_class_names(String text, String shown) {
        String raw = text.replace("^[", "\u001B[").replace("^]", "\u001B]").replace("^G", "\u0007");
        assertEquals(shown, shown(StyledText.of(raw, marks(""))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "order | [Order] 7 of an [order]",
                "7 an | Order [7] of [an] order",
                "\"of an\" -order | Order 7 [of an] order",
                "/\\d.o/ | Order [7 o]f an order",
                "/x*/ | Order 7 of an order",
                "message:\"Order 7\" logger:of | [Order 7] of an order",
            })
    void should_mark_every_hit(String search, String shown) {
        assertEquals(shown, shown(StyledText.of("Order 7 of an order", marks(search))));
    }

    @Test
    void should_set_line_ends_apart_and_keep_blanks_and_tabs() {
        assertEquals(
                "  a\t[b]{nl:\n}  {ansi-red:[b]}{nl:\nc}",
                shown(StyledText.lines("  a\tb\n  \u001B[31mb\nc\u001B[0m", marks("b"))));
    }

    @Test
    void should_mark_a_hit_across_colours() {
        assertEquals("a{ansi-red:b[c]}[d]e", shown(StyledText.of("a\u001B[31mbc\u001B[0mde", marks("cd"))));
    }

    @Test
    void should_give_up_marking_when_a_regular_expression_takes_too_long() {
        Highlighter marks = marks("/(.*a){12}b/");
        String hard = "a".repeat(61);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 1_000; i++) {
                assertEquals(hard, shown(StyledText.of(hard, marks)));
            }
        });
    }

    @BeforeAll
    static void addLibrariesWithHooks() {
        Libraries.add(new Schedulers().packages());
    }

    @Test
    void should_show_exceptions_and_frames_of_the_application_and_fold_the_others() {
        List<StackTrace.FrameGroup> groups = StackTrace.groups(TRACE, "x", marks(""));
        assertEquals(
                List.of("shown 2 lines", "3 frames", "shown 2 lines", "2 frames"),
                groups.stream()
                        .map(part -> part.folded()
                                ? part.frames() + " frames"
                                : "shown " + shown(part.fragments()).lines().count() + " lines")
                        .toList());
        assertEquals(TRACE, groups.stream().map(part -> shown(part.fragments())).collect(Collectors.joining()));
        assertEquals("java.io.IOException: broken pipe", StackTrace.rootCause(TRACE));
    }

    @ParameterizedTest
    @CsvSource({
        "com.amazonaws.http.AmazonHttpClient.execute, true",
        "io.grpc.stub.ClientCalls.blockingUnaryCall, true",
        "app//org.springframework.core.A.a, true",
        "java.base@17.0.1/java.lang.A.a, true",
        "java.base/java.lang.A$$Lambda/0x01.run, true",
        "com.acme.Jobs.cleanup, false",
        "shop@1.0/com.acme.Jobs$$Lambda/0x01.run, false",
        "app//com.acme.Jobs.cleanup, false",
    })
    void should_fold_the_frames_of_libraries(String method, boolean folded) {
        String raw = "java.lang.Error: no\n\tat com.acme.Main.main(Main.java:1)\n"
                + ("\tat " + method + "(A.java:1)\n").repeat(2);

        assertEquals(folded, StackTrace.groups(raw, "x", marks("")).stream().anyMatch(StackTrace.FrameGroup::folded));
    }

    @Test
    void should_take_the_packages_of_the_logger_for_the_application_and_open_what_has_a_hit() {
        String spring =
                "java.lang.Error: no\n\tat java.base/java.lang.A.a(A.java:1)\n\tat java.base/java.lang.A.b(A.java:2)\n"
                        + "\tat org.springframework.boot.Sample.main(Sample.java:3)";
        List<StackTrace.FrameGroup> own = StackTrace.groups(spring, "org.springframework.boot.Sample", marks(""));
        assertEquals(
                List.of(false, true, false),
                own.stream().map(StackTrace.FrameGroup::folded).toList());
        List<StackTrace.FrameGroup> handled =
                StackTrace.groups(TRACE, "org.springframework.scheduling.support.TaskUtils", marks(""));
        assertEquals(2, handled.stream().filter(StackTrace.FrameGroup::folded).count());
        List<StackTrace.FrameGroup> hit = StackTrace.groups(TRACE, "x", marks("Proxy"));
        assertTrue(hit.get(1).folded() && hit.get(1).hit());
    }

    private static Highlighter marks(String search) {
        return new Highlighter(SearchQuery.of(search));
    }

    private static String shown(List<StyledText.Fragment> pieces) {
        return pieces.stream()
                .map(piece -> {
                    String text = piece.hit() ? "[" + piece.text() + "]" : piece.text();
                    return piece.style() == null ? text : "{" + piece.style() + ":" + text + "}";
                })
                .collect(Collectors.joining())
                .replaceAll("}\\{ansi-red:", "");
    }
}
