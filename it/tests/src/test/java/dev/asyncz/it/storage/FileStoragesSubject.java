package dev.asyncz.it.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.Oracle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Processes that log into files, and what is found there beside what they logged. */
abstract class FileStoragesSubject {
    static final boolean SOAK = Boolean.getBoolean("asyncz.soak");
    static final int MANY = 5_000;

    @TempDir
    Path folder;

    static void fill(Path file) {
        byte[] block = new byte[1024];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // As it should be.
        }
    }

    static int run(String... words) throws Exception {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    Path path(String storage) {
        return folder.resolve("deep").resolve("asyncz." + storage);
    }

    App storm(String storage) {
        return launch(storage)
                .main("com.acme.logs.Storm", String.valueOf(MANY), "4")
                .start()
                .awaitStdout("ready");
    }

    App steady(String storage, int linesPerSecond) {
        return launch(storage)
                .main("com.acme.logs.Steady", String.valueOf(linesPerSecond))
                .start()
                .awaitStdout("ready");
    }

    Launch launch(String storage) {
        return Launch.on(Jdk.RUNNING)
                .libs(Libs.LOG4J_LATEST)
                .options("storage=" + storage, "storage.path=" + path(storage), "storage.maxsize=100m");
    }

    /** What another process finds in the files. */
    List<String> kept(String storage) {
        try (App reader =
                launch(storage).main("com.acme.logs.Storm", "0", "1").start().awaitStdout("ready")) {
            await().until(() -> reader.dashboard().get("/dashboard/api/logs").statusCode() == 200);
            return messages(reader.dashboard().allLogs());
        }
    }

    static List<String> logged(App app) {
        return Oracle.lines(app.folder().resolve("oracle.log")).stream()
                .map(Oracle.Line::message)
                .toList();
    }

    static List<String> messages(List<Entry> entries) {
        return entries.stream().map(Entry::message).toList();
    }

    static List<String> missing(List<String> logged, List<String> kept) {
        List<String> missing = new ArrayList<>(logged);
        missing.removeAll(new HashSet<>(kept));
        return missing;
    }

    static void awaitLines(App app, int count) {
        await().until(() -> app.dashboard().stats().path("stored").asLong() >= count);
    }

    static void assertSumHolds(JsonNode stats) {
        long dropped = 0;
        for (JsonNode reason : stats.path("dropped")) {
            dropped += reason.asLong();
        }
        long elsewhere = stats.path("stored").asLong() + stats.path("queued").asLong() + dropped;
        assertEquals(stats.path("produced").asLong(), elsewhere, stats::toString);
    }
}
