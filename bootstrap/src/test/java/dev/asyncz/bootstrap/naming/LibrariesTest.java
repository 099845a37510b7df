package dev.asyncz.bootstrap.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibrariesTest {

    @AfterEach
    void forget() {
        Libraries.add("");
        Infrastructure.isNot("", "");
    }

    @Test
    void should_leave_to_the_application_what_the_jvm_was_started_for() {
        assertTrue(Infrastructure.owns("org.apache.zookeeper.server.SessionTrackerImpl"));
        Infrastructure.isNot("org.apache.zookeeper.", "");

        assertFalse(Infrastructure.owns("org.apache.zookeeper.server.SessionTrackerImpl"));
        assertTrue(Infrastructure.owns("org.apache.curator.Client"));
    }

    @ParameterizedTest
    @CsvSource({
        "com.zaxxer.hikari.pool.HikariPool$HouseKeeper, HOUSEKEEPING FOLDED OWN_THREADS",
        "org.apache.commons.pool2.impl.EvictionTimer, HOUSEKEEPING FOLDED OWN_THREADS",
        "java.util.TimerThread, HOUSEKEEPING FOLDED WRAPPERS",
        "java.util.concurrent.CompletableFuture$Timeout, HOUSEKEEPING FOLDED WRAPPERS PLUMBING",
        "sun.nio.ch.Poller, HOUSEKEEPING FOLDED BETWEEN",
        "zipkin2.reporter.Flusher, HOUSEKEEPING FOLDED",
        "software.amazon.awssdk.core.Client, HOUSEKEEPING FOLDED",
        "okhttp3.ConnectionPool$1, HOUSEKEEPING FOLDED OWN_THREADS",
        "okhttp3.Dispatcher, HOUSEKEEPING FOLDED",
        "oracle.jdbc.driver.Timeouts, HOUSEKEEPING FOLDED OWN_THREADS",
        "io.micrometer.context.ContextSnapshot, HOUSEKEEPING FOLDED WRAPPERS",
        "org.apache.commons.io.Monitor, FOLDED",
        "org.apache.spark.metrics.MetricsSystem, HOUSEKEEPING FOLDED",
        "com.netflix.discovery.DiscoveryClient, HOUSEKEEPING FOLDED",
        "com.netflix.conductor.core.WorkflowSweeper.sweep, ''",
        "com.alibaba.ttl.TtlRunnable, WRAPPERS",
        "com.acme.Jobs.cleanup, ''",
        "com.zaxxer.mine.Job, FOLDED",
        "org.apache.camel.impl.engine.Reloading, HOUSEKEEPING FOLDED",
        "org.apache.camel.component.quartz.CamelJob, FOLDED",
        "org.springframeworks.Mine, ''",
        "a, ''",
        "zzz, ''",
    })
    void should_know_of_a_library_by_the_beginning_of_the_name(String name, String known) {
        assertEquals(known, known(name));
        assertEquals(known, known(name.replace('.', '/')), "as the JVM has it");
    }

    @Test
    void should_add_those_with_a_hook_of_their_own() {
        assertEquals("", known("org.acme.scheduler.Worker"));

        Libraries.add("org.acme.scheduler. -folded +between org.acme.scheduler.util. +wraps");
        assertEquals("HOUSEKEEPING BETWEEN", known("org.acme.scheduler.Worker"));
        assertEquals("HOUSEKEEPING FOLDED WRAPPERS BETWEEN", known("org.acme.scheduler.util.Wrapper"));
        assertTrue(Libraries.HOUSEKEEPING.own("io.netty.Channel"), "beside the others");
    }

    @Test
    void should_take_no_word_that_means_nothing() {
        assertFalse(LibraryList.WORDS.contains("+ "), "a mark without a word");
        for (String each : LibraryList.WORDS.strip().split("\\s+")) {
            assertTrue(each.matches("-(housekeeping|folded)|\\+(own-threads|wraps|between|plumbing)|\\w.*"), each);
        }
    }

    private static String known(String name) {
        return Arrays.stream(Libraries.values())
                .filter(each -> each.own(name))
                .map(Libraries::name)
                .collect(Collectors.joining(" "));
    }
}
