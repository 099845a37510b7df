package dev.asyncz.it.attach;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each command for the agent or its dashboard that the README and the docs show is run as it stands there, but for its paths and ports. */
final class DocumentedCommandsIT {
    private static final Path ROOT =
            Libs.path("asyncz.matrix").resolve("../../..").normalize();
    private static final Pattern COMMAND = Pattern.compile(
            "(?m)(?:^|`)((?:java -javaagent:|java -jar asyncz-agent|curl -s|export JAVA_TOOL_OPTIONS=)[^`\\n]*?)(?:`|$)");
    private static final String JAR = "java -jar asyncz-agent.jar";

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> should_do_what_the_docs_say() throws IOException {
        Set<String> commands = new TreeSet<>();
        try (Stream<Path> pages = Files.list(ROOT.resolve(".github/docs"))) {
            Stream<Path> texts = pages.filter(each -> each.toString().endsWith(".md"));
            for (Path page :
                    Stream.concat(Stream.of(ROOT.resolve("README.md")), texts).toList()) {
                COMMAND.matcher(Files.readString(page)).results().forEach(each -> commands.add(each.group(1)));
            }
        }
        assertTrue(commands.size() > 8, commands::toString);
        return commands.stream().map(each -> DynamicTest.dynamicTest(each, () -> run(each)));
    }

    private void run(String command) throws IOException {
        if (command.startsWith("curl -s ")) {
            assertAnswered(command);
        } else if (command.startsWith("export ")) {
            assertAttached(plain().environment("JAVA_TOOL_OPTIONS", flag(command.replaceFirst("[^=]*=", ""))));
        } else if (command.startsWith("java -javaagent:")) {
            assertAttached(plain().jvm(flag(command.split(" ")[1])));
        } else if (command.startsWith(JAR)) {
            assertCommand(command.substring(JAR.length()).strip());
        } else {
            throw new AssertionError("nobody runs this command of the docs: say here how");
        }
    }

    private void assertAnswered(String command) {
        try (App app = program().start()) {
            String path = command.replaceFirst("curl -s '?http://localhost:8000([^']*)'?", "$1");

            assertEquals(200, app.dashboard().get(path).statusCode(), path);
        }
    }

    private static void assertAttached(Launch launch) {
        try (App app = launch.start()) {
            assertNotNull(app.dashboard().page());
        }
    }

    private void assertCommand(String words) throws IOException {
        if (words.startsWith("attach")) {
            assertAttaches(words);
        } else if (words.startsWith("alert ")) {
            assertTells(words);
        } else if (words.startsWith("dashboard -")) {
            assertShows(words);
        } else {
            App.Ended ended = agent(words.isEmpty() ? new String[0] : words.split(" "));
            int expected = words.equals("dashboard") ? 2 : 0; // which needs a storage to show
            assertEquals(expected, ended.exitCode(), ended.stderr());
        }
    }

    private void assertAttaches(String words) {
        try (App app = plain().start().awaitStdout("context loader")) {
            String[] meant = words.replaceFirst("attach \\S+", "attach " + app.pid())
                    .replaceAll("port=\\d+", "port=0")
                    .split(" ");
            App.Ended attached = agent(meant);

            assertEquals(0, attached.exitCode(), attached.stderr());
        }
    }

    private static void assertTells(String words) throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        try {
            String address = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
            App.Ended ended = agent(words.replace("https://…", address).split(" "));

            assertEquals(0, ended.exitCode(), ended.stderr());
            assertEquals(1, told.size(), told::toString);
            assertTrue(told.get(0).contains("\"text\""), "Slack's form: " + told.get(0));
        } finally {
            receiver.stop(0);
        }
    }

    /** Whether there is a server or a file or not. */
    private void assertShows(String words) {
        String meant = words.replace(
                        "/var/log/shop/asyncz.log", folder.resolve("asyncz.log").toString())
                .replace("localhost:6379", "localhost:1");
        try (App app = Launch.on(Jdk.RUNNING)
                .withoutAgent()
                .jar(AgentJar.PATH, (meant + " --port=0").split(" "))
                .start()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> app.stderr().contains("dashboard http://"));
        }
    }

    private static Launch program() {
        return Launch.on(Jdk.RUNNING).main("com.acme.attach.Plain", "reads");
    }

    private static Launch plain() {
        return program().withoutAgent();
    }

    private static App.Ended agent(String... words) {
        return Launch.on(Jdk.RUNNING).withoutAgent().jar(AgentJar.PATH, words).run();
    }

    /** Of the jar that was built, on a port of its own; whatever else it says stays. */
    private static String flag(String shown) {
        List<String> parts = Arrays.asList(shown.split("=", 2));
        String options = parts.size() == 1
                ? ""
                : "," + parts.get(1).replaceAll("port=\\d+,?", "").replace("\"", "");
        return "-javaagent:" + AgentJar.PATH + "=port=0" + (options.equals(",") ? "" : options);
    }
}
