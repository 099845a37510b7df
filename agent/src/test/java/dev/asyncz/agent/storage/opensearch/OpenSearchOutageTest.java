package dev.asyncz.agent.storage.opensearch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.pipeline.StorageWriter;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes, of which some or all are gone, stand still or take nothing, while lines are written. */
@NeedsServer
@EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
final class OpenSearchOutageTest {
    private static final int NODES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final List<OpenSearchServer> nodes = new ArrayList<>();
    private final int[] http = new int[NODES];
    private final int[] transport = new int[NODES];
    private final AtomicBoolean writing = new AtomicBoolean(true);
    private final List<String> logged = new ArrayList<>();

    @TempDir
    Path folder;

    private String url = "";
    private StorageWriter writer;
    private Thread application;

    @BeforeEach
    void startAll() throws IOException {
        for (int i = 0; i < NODES; i++) {
            http[i] = OpenSearchServer.freePort();
            transport[i] = OpenSearchServer.freePort();
            Files.createDirectories(folder.resolve("n" + i));
        }
        for (int i = 0; i < NODES; i++) {
            nodes.add(begin(i));
        }
        for (int i = 0; i < NODES; i++) {
            answer(i);
        }
        url = "http://127.0.0.1:" + http[0] + ",127.0.0.1:" + http[1] + ",127.0.0.1:" + http[2] + "/fleet";
        await().atMost(PATIENCE).until(() -> health().equals("green"));
        writer = new StorageWriter(
                "opensearch",
                () -> OpenSearchServer.open(url),
                200_000,
                64 << 20,
                (what, why) -> System.out.println(what + (why == null ? "" : ": " + why)));
        writer.start();
        application = new Thread(this::log, "application");
        application.start();
        await().atMost(PATIENCE).until(() -> writer.figures().stored() > 500);
        await().atMost(PATIENCE).until(() -> health().equals("green"));
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        writing.set(false);
        application.join();
        nodes.forEach(OpenSearchServer::kill);
    }

    @Test
    void should_go_on_with_two_nodes_and_find_all_when_the_third_is_back() throws Exception {
        nodes.get(0).kill();
        goesOn();
        nodes.set(0, begin(0));
        answer(0);
        goesOn();

        assertAllOnce();
    }

    @Test
    void should_go_on_while_a_node_stands_still() throws Exception {
        signal(1, "-STOP");
        try {
            goesOn();
        } finally {
            signal(1, "-CONT");
        }
        goesOn();

        assertAllOnce();
    }

    @Test
    void should_write_what_has_waited_when_all_are_back() throws Exception {
        nodes.forEach(OpenSearchServer::kill);
        await().atMost(PATIENCE).until(() -> writer.figures().trouble() != null);
        TimeUnit.SECONDS.sleep(60);
        for (int i = 0; i < NODES; i++) {
            nodes.set(i, begin(i));
        }
        long back = System.nanoTime();
        long before = writer.figures().stored();
        await().atMost(PATIENCE).until(() -> writer.figures().stored() > before);
        System.out.printf("all back: first write after %d ms%n", (System.nanoTime() - back) / 1_000_000);

        assertAllOnce();
    }

    /** As the disk watermark does. */
    @Test
    void should_wait_while_indices_are_read_only() throws Exception {
        settings("{\"index.blocks.read_only_allow_delete\":true}");
        await().atMost(PATIENCE).until(() -> writer.figures().trouble() != null);
        String trouble = String.valueOf(writer.figures().trouble());
        assertTrue(trouble.contains("disks may be too full"), trouble);
        try (OpenSearchStorage reader = OpenSearchServer.open(url)) {
            assertEquals(1, reader.query(LogQuery.ALL.withLimit(1)).size());
        }
        settings("{\"index.blocks.read_only_allow_delete\":null}");
        goesOn();

        assertAllOnce();
    }

    @Test
    void should_say_so_and_wait_while_an_index_has_no_primary() throws Exception {
        settings("{\"index.auto_expand_replicas\":false,\"index.number_of_replicas\":0}");
        String holder = String.valueOf(ask("GET", "/_cat/shards/fleet-logs-*?format=json&h=node", "")
                .list("list")
                .get(0));
        int index = Integer.parseInt(holder.replaceAll("\\D", ""));
        nodes.get(index).kill();
        await().atMost(PATIENCE).until(() -> writer.figures().trouble() != null);
        try (OpenSearchStorage reader = OpenSearchServer.open(url)) {
            assertThrows(StorageUnavailable.class, () -> reader.query(LogQuery.ALL));
        }
        nodes.set(index, begin(index));
        answer(index);
        goesOn();

        assertAllOnce();
    }

    private void log() {
        TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
        for (int i = 0; writing.get(); i++) {
            String message = "line " + i;
            logged.add(message);
            writer.put(new LogEntry(
                    ids.next(), Instant.now(), LogLevel.INFO, message, "com.acme", "nightly", null, Map.of()));
            if (i % 5 == 0) {
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private void goesOn() {
        long start = System.nanoTime();
        long produced = writer.figures().produced() + 1_000;
        await().atMost(PATIENCE).until(() -> writer.figures().stored() > produced);
        System.out.printf("goes on: a thousand lines later after %d ms%n", (System.nanoTime() - start) / 1_000_000);
    }

    private void assertAllOnce() throws InterruptedException {
        writing.set(false);
        application.join();
        await().atMost(PATIENCE).until(() -> writer.figures().queued() == 0);
        assertEquals(logged.size(), writer.figures().stored(), () -> String.valueOf(writer.figures()));
        try (OpenSearchStorage reader = OpenSearchServer.open(url)) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                OpenSearchServer.refresh(url);
                return all(reader).size() == logged.size();
            });
            Set<String> found = new HashSet<>(all(reader));
            assertEquals(logged.size(), found.size());
            assertTrue(found.containsAll(logged));
        }
    }

    private static List<String> all(OpenSearchStorage reader) {
        List<String> all = new ArrayList<>();
        UUID before = null;
        List<LogEntry> page;
        do {
            page = reader.query(LogQuery.ALL.withLimit(1_000).withBefore(before));
            page.forEach(entry -> all.add(entry.message()));
            before = page.isEmpty() ? null : page.get(page.size() - 1).id();
        } while (before != null);
        return all;
    }

    private OpenSearchServer begin(int i) {
        return OpenSearchServer.begin(
                folder.resolve("n" + i),
                http[i],
                "node.name=n" + i,
                "transport.port=" + transport[i],
                "discovery.seed_hosts=127.0.0.1:" + transport[0] + ",127.0.0.1:" + transport[1] + ",127.0.0.1:"
                        + transport[2],
                "cluster.initial_cluster_manager_nodes=n0,n1,n2");
    }

    private void answer(int i) {
        await().atMost(PATIENCE).until(() -> nodes.get(i).answers());
    }

    private String health() {
        return String.valueOf(ask("GET", "/_cluster/health", "").at("status"));
    }

    private void settings(String json) {
        ask("PUT", "/fleet-logs-*/_settings", json);
    }

    private Answer ask(String method, String path, String body) {
        return OpenSearchServer.ask(url, method, path, body);
    }

    private void signal(int i, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(nodes.get(i).process().pid()))
                .start()
                .waitFor();
    }
}
