package dev.asyncz.it.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where options come from, and what a wrong one does: one line on stderr. */
final class ConfigurationIT {
    @TempDir
    private static Path folder;

    @Test
    void should_take_arguments_before_properties_before_environment_before_the_file() throws IOException {
        List<Integer> ports = freePorts(4);
        Path file = folder.resolve("asyncz.properties");
        Files.writeString(file, "port=" + ports.get(0) + "\n");
        Launch launch = plain().rawOptions("config=" + file);
        assertEquals(ports.get(0), portOf(launch));
        launch.environment("ASYNCZ_PORT", String.valueOf(ports.get(1)));
        assertEquals(ports.get(1), portOf(launch));
        launch.property("asyncz.port", ports.get(2));
        assertEquals(ports.get(2), portOf(launch));
        launch.rawOptions("config=" + file + ",port=" + ports.get(3));
        assertEquals(ports.get(3), portOf(launch));
    }

    @Test
    void should_name_an_unknown_key_and_its_source() {
        assertOneLine(plain().options("storage.maxlem=5"), "storage.maxlem", "argument", "storage.maxlen");
        assertOneLine(plain().environment("ASYNCZ_NO_SUCH_KEY", "1"), "ASYNCZ_NO_SUCH_KEY");
    }

    @Test
    void should_say_what_is_allowed_and_what_is_used_instead_of_a_bad_value() {
        assertOneLine(plain().property("asyncz.storage.maxlen", "many"), "storage.maxlen", "many", "10000");
    }

    @Test
    void should_go_on_without_a_file_that_is_missing() {
        assertOneLine(plain().options("config=/no/such/file"), "config", "/no/such/file");
    }

    /** Said before main, as there is no time later. */
    @Test
    void should_tell_a_program_that_ends_at_once_what_is_wrong() {
        for (int start = 0; start < 5; start++) {
            App.Ended ended = Launch.on(Jdk.RUNNING)
                    .main("com.acme.attach.Plain", "returns")
                    .options("prot=1", "storage=flie", "config=/no/such/file")
                    .run();

            for (String word : List.of("prot=1", "/no/such/file", "ALL LINES ARE GONE when")) {
                assertEquals(
                        1,
                        ended.agentLines().stream()
                                .filter(line -> line.contains(word) && !line.contains("] set: "))
                                .count(),
                        ended.stderr());
            }
        }
    }

    @Test
    void should_stay_off_when_the_switch_is_off_in_any_words_and_say_so_when_it_is_misspelt() {
        for (String word : List.of("FALSE", "no", "off", "0", "disabled")) {
            assertEquals(List.of(), off(word));
        }
        List<String> lines = off("flase");
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).contains("enabled=flase (argument)"), lines.get(0));
        assertTrue(lines.get(0).contains("THE AGENT STAYS OFF"), lines.get(0));
    }

    private static List<String> off(String word) {
        App.Ended ended = Launch.on(Jdk.RUNNING)
                .main("com.acme.attach.Plain", "exits")
                .options("enabled=" + word)
                .run();
        assertEquals(3, ended.exitCode());
        return ended.agentLines();
    }

    @Test
    void should_say_what_is_set_and_mask_secrets() {
        try (App app = plain().options("storage.maxlen=77", "token=very-secret").start()) {
            app.dashboard();

            assertTrue(app.stderr().contains("storage.maxlen=77"), app.stderr());
            assertTrue(app.stderr().contains("token="), app.stderr());
            assertTrue(!app.stderr().contains("very-secret"), app.stderr());
        }
    }

    private static Launch plain() {
        return Launch.on(Jdk.RUNNING).main("com.acme.attach.Plain", "reads");
    }

    private static int portOf(Launch launch) {
        try (App app = launch.start()) {
            return app.dashboard().address().getPort();
        }
    }

    /** One warning with all of these words, and the application as it would be without. */
    private static void assertOneLine(Launch launch, String... words) {
        try (App app = launch.start()) {
            app.dashboard();
            App.Ended ended = app.type("still there").end();

            List<String> lines = ended.stderr()
                    .lines()
                    .filter(line -> line.startsWith("[asyncz]") && !line.startsWith("[asyncz] set: "))
                    .filter(line -> List.of(words).stream().allMatch(line::contains))
                    .toList();
            assertEquals(1, lines.size(), ended.stderr());
            assertTrue(ended.stdout().endsWith("read still there\n"), ended.stdout());
            assertEquals(0, ended.exitCode());
        }
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0);
            sockets.add(socket);
            ports.add(socket.getLocalPort());
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
