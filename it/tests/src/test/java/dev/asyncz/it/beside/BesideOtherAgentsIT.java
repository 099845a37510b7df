package dev.asyncz.it.beside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.Oracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other agents in the same JVM, which weave into the same classes: what is known of the application is the same. */
final class BesideOtherAgentsIT {
    private static final boolean SOAK = Boolean.getBoolean("asyncz.soak");
    private static final Pattern SIGN = Pattern.compile("class=\"concern\".*?</ul>\\s*</li>", Pattern.DOTALL);
    private static final Pattern TASK = Pattern.compile("/dashboard/tasks/([^\"?]+)\"");
    private static final Pattern KIND = Pattern.compile("class=\"sign s-(died|failing) ");

    /** What a comparison of signs can tell apart by. */
    private static final String TASK_DIES = "sign | [com.acme.beside.EveryScheduler$Dying] | [died]";

    private static final Map<String, String> WITHOUT = new ConcurrentHashMap<>();

    /** When the other agent comes into the JVM. */
    private enum When {
        BEFORE,
        AFTER,

        /** This agent is attached to the running JVM, and stands last. */
        LONG_BEFORE
    }

    static Stream<Arguments> pairs() {
        if (!SOAK) {
            return Stream.of(
                    Arguments.of(Jdk.RUNNING, OtherAgent.OPEN_TELEMETRY, When.AFTER),
                    Arguments.of(Jdk.V25, OtherAgent.OPEN_TELEMETRY, When.BEFORE));
        }
        return Stream.of(Jdk.RUNNING, Jdk.V25)
                .flatMap(jdk -> Stream.of(OtherAgent.values())
                        .flatMap(agent -> Stream.of(When.values()).map(when -> Arguments.of(jdk, agent, when))));
    }

    @ParameterizedTest(name = "{0}, {1} {2}")
    @MethodSource("pairs")
    void should_know_the_same_as_without(Jdk jdk, OtherAgent other, When when) {
        boolean attached = when == When.LONG_BEFORE;
        String without = WITHOUT.computeIfAbsent(jdk + " " + attached, key -> seen(jdk, null, when));

        assertTrue(without.contains(TASK_DIES), without);
        assertEquals(without, seen(jdk, other, when));
    }

    private static String seen(Jdk jdk, @Nullable OtherAgent other, When when) {
        Launch launch = Launch.on(jdk)
                .withoutAgent()
                .jvm(agents(other, when).toArray(String[]::new))
                .jvm("-Dorg.quartz.scheduler.skipUpdateCheck=true")
                .libs(Libs.SPRING_6, Libs.LOG4J_LATEST, Libs.QUARTZ)
                .main(
                        "com.acme.beside.EveryScheduler",
                        when == When.LONG_BEFORE ? new String[] {"wait"} : new String[0]);
        if (other != null) {
            launch.jvm(other.options());
        }
        try (App app = launch.start()) {
            if (when == When.LONG_BEFORE) {
                app.awaitStdout("running");
                Launch.on(jdk)
                        .withoutAgent()
                        .jar(AgentJar.PATH, "attach", String.valueOf(app.pid()), "port=0")
                        .run();
                app.dashboard();
                app.type("");
            }
            app.awaitStdout("ready");
            return settled(app);
        }
    }

    private static List<String> agents(@Nullable OtherAgent other, When when) {
        String own = "-javaagent:" + AgentJar.PATH + "=port=0";
        List<String> agents = new ArrayList<>();
        if (other != null) {
            agents.add(other.javaAgent());
        }
        if (when != When.LONG_BEFORE) {
            agents.add(when == When.AFTER ? 0 : agents.size(), own);
        }
        return agents;
    }

    /** What the dashboard shows of the application, as soon as it shows the same twice. */
    private static String settled(App app) {
        String[] last = {""};
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    String before = last[0];
                    last[0] = tasks(app) + "\n" + lines(app) + "\n" + inTheFile(app) + "\n" + signs(app) + "\n"
                            + complaints(app);
                    return before.equals(last[0]);
                });
        return last[0];
    }

    private static String tasks(App app) {
        return app.dashboard().tasks().stream()
                .filter(task -> !task.infrastructure())
                .map(task -> String.join(
                        " | ",
                        "task",
                        task.id(),
                        task.scheduler(),
                        task.schedule(),
                        task.source(),
                        task.runs() == 0 ? "no runs" : "runs",
                        task.failures() == 0 ? "" : "fails"))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** The lines of each run, whichever of several came first; those outside any run are together. */
    private static String lines(App app) {
        Map<String, List<String>> runs = new HashMap<>();
        for (Entry each : app.dashboard().allLogs()) {
            if (each.logger().startsWith("com.acme") || each.logger().startsWith("asyncz")) {
                runs.computeIfAbsent(each.runId() + " | " + each.taskId(), key -> new ArrayList<>())
                        .add(each.message().replaceFirst("\\d$", ""));
            }
        }
        return runs.entrySet().stream()
                .map(run -> run.getKey().replaceFirst(".*\\| ", "run | ") + " | "
                        + run.getValue().stream().sorted().collect(Collectors.joining()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String inTheFile(App app) {
        return Oracle.lines(app.folder().resolve("oracle.log")).stream()
                .filter(line -> line.logger().startsWith("com.acme"))
                .map(line -> "file | " + line.message() + " | " + line.task())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String signs(App app) {
        return SIGN.matcher(app.dashboard().get("/dashboard/").body())
                .results()
                .map(MatchResult::group)
                .map(concern -> "sign | " + all(TASK, concern) + " | " + all(KIND, concern))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static TreeSet<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String complaints(App app) {
        return app.stderr()
                .lines()
                .filter(line -> line.contains("not captured") || line.contains("VerifyError"))
                .collect(Collectors.joining("\n"));
    }
}
