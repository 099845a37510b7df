package dev.asyncz.it.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.Oracle;
import dev.asyncz.it.harness.servers.RedisPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica of Redis takes over while the application logs; its own file says what it logged. */
@Execution(ExecutionMode.CONCURRENT)
final class RedisFailoverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NAME = "redis-primary.test";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Jdk.class)
    void should_lose_and_double_nothing_when_the_name_moves_and_the_old_primary_lives_on(Jdk jdk) throws IOException {
        Path hosts = folder.resolve("hosts");
        try (RedisPair redis = RedisPair.start(folder)) {
            name(hosts, redis.first());
            List<String> logged;
            try (App app = launch(jdk, "redis://" + NAME + ":" + redis.port())
                    .jvm("-Djdk.net.hosts.file=" + hosts)
                    .main("com.acme.logs.Steady", "200")
                    .start()
                    .awaitStdout("ready")) {
                await().atMost(PATIENCE).until(() -> stored(app) > 200);

                redis.swap();
                name(hosts, redis.second());
                long moved = System.nanoTime();
                assertWritesSoon(app, moved);
                assertEquals(0, app.end().exitCode());
                logged = logged(app);
            }
            List<String> kept = kept("redis://" + redis.second() + ":" + redis.port());
            assertEquals(logged.size(), kept.size());
            assertEquals(new HashSet<>(logged), new HashSet<>(kept));
        }
    }

    @Test
    void should_write_to_the_new_primary_that_sentinels_choose_when_the_old_one_is_killed() throws IOException {
        try (RedisPair redis = RedisPair.start(folder)) {
            String url = "redis-sentinel://127.0.0.1:" + redis.sentinel() + "/mymaster";
            List<String> logged;
            int before;
            try (App app = launch(Jdk.RUNNING, url)
                    .main("com.acme.logs.Steady", "200")
                    .start()
                    .awaitStdout("ready")) {
                await().atMost(PATIENCE).until(() -> stored(app) > 200);

                redis.killFirst();
                before = logged(app).size();
                await().atMost(PATIENCE).until(() -> redis.isPrimary(redis.second()));
                assertWritesSoon(app, System.nanoTime());
                assertEquals(0, app.end().exitCode());
                logged = logged(app);
            }
            List<String> kept = kept(url);
            // What the old primary had acknowledged and not yet passed on is gone with it.
            System.out.printf("killed primary: %d of %d lines are lost%n", logged.size() - kept.size(), logged.size());
            assertEquals(kept.size(), new HashSet<>(kept).size());
            assertTrue(new HashSet<>(kept).containsAll(logged.subList(before, logged.size())));
            assertTrue(kept.size() > logged.size() - 100, () -> logged.size() + " " + kept.size());
        }
    }

    private static void assertWritesSoon(App app, long since) {
        long before = stored(app);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> stored(app) > before + 50);
        long millis = (System.nanoTime() - since) / 1_000_000;
        System.out.printf("written again %d ms after the failover%n", millis);
        await("what has waited").atMost(PATIENCE).until(() -> figure(app, "queued") < 100);
        assertTrue(millis < 6_000, app::stderr);
    }

    private static void name(Path hosts, String address) throws IOException {
        String own = java.net.InetAddress.getLocalHost().getHostName();
        Files.writeString(hosts, "127.0.0.1 localhost " + own + "\n" + address + " " + NAME + "\n");
    }

    private static Launch launch(Jdk jdk, String url) {
        return Launch.on(jdk).libs(Libs.LOG4J_LATEST).options("storage=redis", "storage.url=" + url);
    }

    private static List<String> kept(String url) {
        try (App reader = launch(Jdk.RUNNING, url)
                .main("com.acme.logs.Storm", "0", "1")
                .start()
                .awaitStdout("ready")) {
            await().atMost(PATIENCE)
                    .until(() -> reader.dashboard().get("/dashboard/api/logs").statusCode() == 200);
            return reader.dashboard().allLogs().stream().map(Entry::message).toList();
        }
    }

    private static List<String> logged(App app) {
        return Oracle.lines(app.folder().resolve("oracle.log")).stream()
                .map(Oracle.Line::message)
                .toList();
    }

    private static long stored(App app) {
        return figure(app, "stored");
    }

    private static long figure(App app, String name) {
        return app.dashboard().stats().path(name).asLong();
    }
}
