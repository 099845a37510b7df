package dev.asyncz.it.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JVMs that are started otherwise than with a class path and a main class. */
@OnEachJdk
final class LaunchFormsIT {
    private final Jdk jdk;

    @TempDir
    private Path folder;

    LaunchFormsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest
    @CsvSource({
        "javac, -version",
        "jps, -q",
        "jar, --version",
        "jcmd, -h",
        "jshell, 'System.out.println(\"from a snippet\")'"
    })
    void should_leave_the_tools_of_the_jdk_alone(String tool, String word) {
        boolean reads = tool.equals("jshell");
        Launch launch = Launch.on(jdk)
                .program(tool)
                .withoutAgent()
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + AgentJar.PATH + "=port=0")
                .command(reads ? new String[] {"-"} : new String[] {word});
        try (App app = launch.start()) {
            App.Ended ended = reads ? app.type(word).end() : app.awaitEnd();

            assertEquals(0, ended.exitCode(), ended.stderr());
            assertEquals(reads, ended.stdout().contains("from a snippet"), ended.stdout());
            assertEquals(List.of(), ended.agentLines());
        }
    }

    @Test
    void should_serve_a_source_file_that_java_compiles_itself() throws IOException {
        Path source = Files.writeString(folder.resolve("Script.java"), """
                public final class Script {
                    public static void main(String[] args) {
                        System.out.println("from a script");
                    }
                }
                """);
        App.Ended ended = Launch.on(jdk).command(source.toString()).run();

        assertEquals("from a script\n", ended.stdout());
        assertTrue(ended.stderr().contains(Libs.VERSION), ended.stderr());
    }

    @Test
    void should_capture_in_an_application_of_modules() throws IOException {
        Path modules = compileModule();
        String modulePath = modules + ":" + String.join(":", paths(Libs.LOG4J_LATEST));

        try (App app = Launch.on(jdk)
                .command("-p", modulePath, "-m", "com.acme.modular/com.acme.modular.Main")
                .start()) {
            assertEquals(
                    "com.acme.modular.Main",
                    app.dashboard().awaitMessage("in a module").taskId());
        }
    }

    private Path compileModule() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Path target = folder.resolve("com.acme.modular");
        Files.writeString(
                source.resolve("module-info.java"),
                "module com.acme.modular { requires org.apache.logging.log4j; requires org.apache.logging.log4j.core; }");
        Path main = Files.createDirectories(source.resolve("com/acme/modular")).resolve("Main.java");
        Files.writeString(main, """
                package com.acme.modular;
                import java.util.concurrent.*;
                public final class Main implements Runnable {
                    public static void main(String[] args) throws Exception {
                        Executors.newScheduledThreadPool(1).schedule(new Main(), 0, TimeUnit.SECONDS);
                        System.in.read();
                        System.exit(0);
                    }
                    public void run() {
                        org.apache.logging.log4j.LogManager.getLogger().error("in a module");
                    }
                }
                """);
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(System.out, true),
                        new PrintWriter(System.err, true),
                        "--release",
                        "17",
                        "-d",
                        target.toString(),
                        "-p",
                        String.join(":", paths(Libs.LOG4J_LATEST)),
                        source.resolve("module-info.java").toString(),
                        main.toString());
        assertEquals(0, result, "javac failed");
        return target;
    }

    private static List<String> paths(String set) {
        return Libs.jars(set).stream().map(Path::toString).toList();
    }
}
