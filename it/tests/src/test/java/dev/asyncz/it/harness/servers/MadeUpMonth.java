package dev.asyncz.it.harness.servers;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** A month of three nodes on a server, written by the shipped classes in a JVM of their own. */
public final class MadeUpMonth {
    private static final String MAIN = "dev.asyncz.agent.tasks.history.MadeUpMonth";
    private static final String INNER = "asyncz/";

    private MadeUpMonth() {}

    /** Gives what was written, in words. */
    public static String write(SharedServer server) throws IOException, InterruptedException {
        Path inner = Launch.folder("inner");
        unpack(inner);
        Path tests = AgentJar.PATH.resolveSibling("test-classes");
        String classPath =
                String.join(File.pathSeparator, List.of(inner.toString(), tests.toString(), AgentJar.PATH.toString()));
        Process writer = new ProcessBuilder(
                        Jdk.RUNNING.program("java").toString(),
                        "-cp",
                        classPath,
                        MAIN,
                        String.join(",", server.options()))
                .redirectErrorStream(true)
                .start();
        String said = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (writer.waitFor() != 0) {
            throw new AssertionError(said);
        }
        return said.strip();
    }

    /** What only the agent's own loader reads. */
    private static void unpack(Path folder) throws IOException {
        try (JarFile jar = new JarFile(AgentJar.PATH.toFile())) {
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
                JarEntry entry = all.nextElement();
                if (entry.getName().startsWith(INNER) && !entry.isDirectory()) {
                    String name = entry.getName().substring(INNER.length()).replaceFirst("\\.classdata$", ".class");
                    Path file = folder.resolve(name);
                    Files.createDirectories(file.getParent());
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                }
            }
        }
    }
}
