package dev.asyncz.it.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application logs is not asked for its text more often than without the agent: that may be slow, or count. */
@OnEachJdk
final class AskedOnceIT {
    private static final String ALL_ASYNC = "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector";

    /** As many as the program logs: where nobody writes them, the agent asks, for the dashboard. */
    private static final int LINES = 5;

    private final Jdk jdk;

    AskedOnceIT(Jdk jdk) {
        this.jdk = jdk;
    }

    /** Without thread-locals, as in every web application, messages have no buffer of their own. */
    @ParameterizedTest
    @CsvSource({
        Libs.LOG4J_OLDEST + ", false, false",
        Libs.LOG4J_MIDDLE + ", false, false",
        Libs.LOG4J_LATEST + ", false, false",
        Libs.LOG4J_LATEST + ", false, true",
        Libs.LOG4J_LATEST + ", true, true",
    })
    void should_ask_an_argument_of_log4j_no_more_often(String log4j, boolean threadLocals, boolean inBackground) {
        assertNoMore(() -> launch("log4j2")
                .libs(log4j, Libs.DISRUPTOR)
                .property("log4j2.configurationFile", "asked/log4j2-asked.xml")
                .property("log4j2.enableThreadlocals", threadLocals)
                .property("log4j.format.msg.async", inBackground));
    }

    @ParameterizedTest
    @CsvSource({
        Libs.LOG4J_OLDEST + ", true",
        Libs.LOG4J_MIDDLE + ", true",
        Libs.LOG4J_LATEST + ", true",
        Libs.LOG4J_LATEST + ", false"
    })
    void should_ask_an_argument_of_all_asynchronous_loggers_no_more_often(String log4j, boolean inBackground) {
        assertNoMore(() -> launch("log4j2")
                .libs(log4j, Libs.DISRUPTOR)
                .property("log4j2.configurationFile", "asked/log4j2-asked-all-async.xml")
                .property("log4j2.contextSelector", ALL_ASYNC)
                .property("log4j2.enableThreadlocals", false)
                .property("log4j.format.msg.async", inBackground));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logback", "jul"})
    void should_ask_an_argument_of_other_frameworks_no_more_often(String framework) {
        assertNoMore(() -> launch(framework)
                .libs("ch.qos.logback:logback-classic:1.5.18")
                .property("logback.configurationFile", "logback-console.xml"));
    }

    private Launch launch(String framework) {
        return Launch.on(jdk).main("com.acme.logs.Asked", framework).verifyingTheJdk();
    }

    private static void assertNoMore(Supplier<Launch> launch) {
        Map<String, Integer> without = asked(launch.get().withoutAgent().run());
        Map<String, Integer> with = asked(launch.get().run());
        assertFalse(without.isEmpty());
        assertEquals(without.keySet(), with.keySet());

        with.entrySet().removeIf(each -> each.getValue() <= Math.max(LINES, without.getOrDefault(each.getKey(), 0)));
        assertEquals(Map.of(), with, () -> "without the agent: " + without);
    }

    private static Map<String, Integer> asked(App.Ended ended) {
        Map<String, Integer> asked = new TreeMap<>();
        ended.stdout().lines().filter(line -> line.startsWith("asked ")).forEach(line -> {
            String[] words = line.split(" ");
            asked.put(words[1], Integer.parseInt(words[2]));
        });
        return asked;
    }
}
