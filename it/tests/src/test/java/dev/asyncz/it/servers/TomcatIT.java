package dev.asyncz.it.servers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Web applications with logging of their own in one Tomcat, and what they leave behind. */
@OnEachJdk
final class TomcatIT {
    private static final String TOMCAT = "org.apache.tomcat.embed:tomcat-embed-core:newest";
    private static final String LOGBACK = "ch.qos.logback:logback-classic:1.5.x";
    private static final String LOG4J_APP = "com.acme.web.Log4jApp";
    private static final String LOGBACK_APP = "com.acme.web.LogbackApp";
    private static final String LOADER = "org.apache.catalina.loader.ParallelWebappClassLoader";

    private final Jdk jdk;
    private final Path apps;

    TomcatIT(Jdk jdk) throws IOException {
        this.jdk = jdk;
        apps = Launch.folder("webapps-" + jdk.name());
        webApp("one", Libs.LOG4J_LATEST, "log4j2.xml");
        webApp("two", LOGBACK, "logback-oracle.xml");
    }

    @Test
    void should_keep_the_lines_of_each_web_application_once_and_let_go_of_what_is_redeployed() throws IOException {
        try (App tomcat = tomcat("one", LOG4J_APP, "two", LOGBACK_APP)) {
            Dashboard dashboard = tomcat.dashboard();
            assertBound(dashboard, "/app1");
            assertBound(dashboard, "/app3");
            assertRedeployedLoadersAreGone(tomcat, 20);

            tomcat.type("stop").awaitStdout("ready");
            List<String> file = Stream.of("one", "two")
                    .flatMap(app -> Oracle.lines(apps.resolve(app + ".log")).stream())
                    .map(line -> line.task() + "|" + line.run() + "|" + line.message())
                    .sorted()
                    .toList();
            List<String> captured = dashboard.allLogs().stream()
                    .filter(each -> each.message().startsWith("/"))
                    .map(each -> each.taskId() == null ? "||" + each.message() : key(each))
                    .sorted()
                    .toList();
            assertTrue(file.size() > 80, () -> "lines in the files: " + file.size());
            assertEquals(file, captured);
        }
    }

    @Test
    void should_capture_from_web_applications_that_run_already() {
        try (App tomcat =
                launch("one", LOG4J_APP, "two", LOGBACK_APP).withoutAgent().start()) {
            tomcat.awaitStdout("deployed");
            App.Ended attached = Launch.on(jdk)
                    .withoutAgent()
                    .jar(AgentJar.PATH, "attach", String.valueOf(tomcat.pid()), "port=0")
                    .run();
            assertEquals(0, attached.exitCode(), attached.stderr());

            for (String app : List.of("one", "two")) {
                Entry tick = tomcat.dashboard().awaitMessage(app.equals("one") ? "/app1 ticks" : "/app3 ticks");
                assertEquals("com.acme.web.TickingApp$Tick", tick.taskId());
                assertTrue(
                        Oracle.lines(apps.resolve(app + ".log")).stream()
                                .anyMatch(line -> line.run().equals(tick.runId())),
                        () -> tick + " has its run in the application's own file");
            }
        }
    }

    @Test
    void should_let_go_of_a_logback_that_is_redeployed() {
        try (App tomcat = tomcat("two", LOGBACK_APP)) {
            assertRedeployedLoadersAreGone(tomcat, 20);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    void should_let_go_of_five_hundred() {
        for (String[] application : List.of(new String[] {"one", LOG4J_APP}, new String[] {"two", LOGBACK_APP})) {
            try (App tomcat = tomcat(application)) {
                assertRedeployedLoadersAreGone(tomcat, 500);
            }
        }
    }

    private App tomcat(String... applications) {
        return launch(applications).start().awaitStdout("deployed");
    }

    private Launch launch(String... applications) {
        return Launch.on(jdk)
                .main(
                        "com.acme.web.Server",
                        Stream.concat(Stream.of(apps.toString()), Stream.of(applications))
                                .toArray(String[]::new))
                .libs(TOMCAT)
                .property("log4j2.disableJmx", true)
                .options("storage.maxlen=100000");
    }

    private static void assertBound(Dashboard dashboard, String path) {
        Entry tick = dashboard.awaitMessage(path + " ticks");
        assertEquals("com.acme.web.TickingApp$Tick", tick.taskId());
        assertEquals(1, dashboard.logs("run_id=" + tick.runId()).size());
        assertNull(dashboard.awaitMessage(path + " starts").taskId());
    }

    /** Two are deployed; Tomcat or the JVM may hold on to the last of the others. */
    private static void assertRedeployedLoadersAreGone(App tomcat, int times) {
        tomcat.type(String.valueOf(times));
        await("the loaders of " + times + " redeployments to go")
                .atMost(Duration.ofSeconds(60 + times))
                .until(() -> tomcat.stdout().contains("class loaders left: "));
        Matcher left = Pattern.compile("class loaders left: (\\d+)").matcher(tomcat.stdout());
        assertTrue(left.find() && Integer.parseInt(left.group(1)) <= 1, tomcat.stdout());
        String histogram = tomcat.histogram();
        assertTrue(instances(histogram, LOADER) <= 3, histogram);
        assertTrue(instances(histogram, "dev.asyncz.agent.logging.BridgeLoader") <= 3, histogram);
    }

    private static int instances(String histogram, String type) {
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(row -> row.length > 3 && row[3].equals(type))
                .mapToInt(row -> Integer.parseInt(row[1]))
                .sum();
    }

    private static String key(Entry each) {
        return each.taskId() + "|" + each.runId() + "|" + each.message();
    }

    private void webApp(String name, String libs, String configuration) throws IOException {
        Path classes = Files.createDirectories(apps.resolve(name).resolve("WEB-INF/classes/com/acme/web"));
        Path lib = Files.createDirectories(apps.resolve(name).resolve("WEB-INF/lib"));
        for (String type : List.of("TickingApp", "TickingApp$Tick", "Log4jApp", "LogbackApp")) {
            Files.copy(Libs.PROGRAMS.resolve("com/acme/web/" + type + ".class"), classes.resolve(type + ".class"));
        }
        for (Path jar : Libs.jars(libs)) {
            Files.copy(jar, lib.resolve(jar.getFileName()));
        }
        String text = Files.readString(Libs.PROGRAMS.resolve(configuration))
                .replace("oracle", apps.resolve(name).toString())
                .replace("<Configuration ", "<Configuration shutdownHook=\"disable\" ");
        Files.writeString(classes.resolve("../../..").resolve(configuration.replace("-oracle", "")), text);
    }
}
