package dev.asyncz.it.beside;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.programs.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AspectJ's load-time weaver, which moves the bodies of the methods that it weaves around. */
final class BesideAspectJIT {
    private static final String ASPECTJ = "org.aspectj:aspectjweaver:newest";
    private static final String TASKS = "com.acme.spring.SpringTasks";

    /** Around all Runnables of Spring's scheduling, and the annotated methods themselves. */
    private static final String AROUND = """
            <aspectj>
              <weaver options="-showWeaveInfo">
                <include within="org.springframework.scheduling..*"/>
                <include within="com.acme..*"/>
              </weaver>
              <aspects>
                <concrete-aspect name="com.acme.woven.Around" extends="com.acme.woven.Timing">
                  <pointcut name="work" expression="execution(* org.springframework.scheduling..*.run())
                      || execution(@org.springframework.scheduling.annotation.Scheduled * *(..))"/>
                </concrete-aspect>
              </aspects>
            </aspectj>
            """;

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"RUNNING, before", "V25, after"})
    void should_bind_what_aspects_are_woven_around(Jdk jdk, String aspectJ) throws IOException {
        try (App app = launch(jdk, aspectJ).start()) {
            app.awaitStdout("ready").dashboard().awaitMessage("cron");
            await().until(() -> runs(app).values().stream().noneMatch(Set::isEmpty)
                    && runs(app).size() == 5);

            assertEquals(
                    Map.of(
                            "cleanup", Set.of(TASKS + "$Jobs.cleanup"),
                            "about to fail", Set.of(TASKS + "$Jobs.fail"),
                            "cron", Set.of(TASKS + "$Jobs.everySecond"),
                            "poll", Set.of(TASKS + "$Poll"),
                            "Unexpected error occurred in scheduled task", Set.of(TASKS + "$Jobs.fail")),
                    runs(app));
            assertEquals(
                    List.of(),
                    app.stderr()
                            .lines()
                            .filter(line -> line.contains("not captured"))
                            .toList());
            // That the aspect is there at all.
            assertTrue(app.stderr().contains("ErrorHandlingRunnable.run())"), app.stderr());
        }
    }

    /** The tasks of each message's lines, each with a run. */
    private static Map<String, Set<String>> runs(App app) {
        return app.dashboard().allLogs().stream()
                .filter(each -> each.message().matches("cleanup|about to fail|cron|poll|Unexpected error .*"))
                .collect(Collectors.groupingBy(
                        Entry::message,
                        Collectors.mapping(
                                each -> each.runId() == null ? "no run" : each.taskId(),
                                Collectors.toCollection(TreeSet::new))));
    }

    private static Launch launch(Jdk jdk, String aspectJ) throws IOException {
        Path classes = Sources.compiled("aspectj", ASPECTJ);
        Files.createDirectories(classes.resolve("META-INF"));
        Files.writeString(classes.resolve("META-INF/aop.xml"), AROUND);
        List<String> agents = new ArrayList<>(List.of("-javaagent:" + AgentJar.PATH + "=port=0"));
        agents.add(
                aspectJ.equals("before") ? 0 : 1,
                "-javaagent:" + Libs.jars(ASPECTJ).get(0));
        return Launch.on(jdk)
                .withoutAgent()
                .jvm(agents.toArray(String[]::new))
                .libs(Libs.SPRING_6, Libs.LOG4J_LATEST)
                .classes(classes)
                .main(TASKS);
    }
}
