package dev.asyncz.premain;

import java.io.File;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** The jar that this class comes from, opened for a JVM that is new enough. */
final class AgentJar {
    private AgentJar() {}

    /** Starts the agent in this JVM, whose application is {@code running} already or yet to come. */
    static void attach(@Nullable String arguments, Instrumentation instrumentation, boolean running) throws Exception {
        String training = running ? null : TrainingRun.option();
        if (training != null) {
            System.err.println("[asyncz] this run trains the JVM (" + training
                    + "), which an agent that weaves would spoil: the agent stands aside, nothing is captured");
            return;
        }
        File jar = file();
        // First, as the boot loader finds this package too once the jar is on its path.
        AgentClassLoader loader = new AgentClassLoader(jar);
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar, false));
        loader.loadClass("dev.asyncz.agent.Agent")
                .getMethod("start", String.class, Instrumentation.class, boolean.class)
                .invoke(null, arguments, instrumentation, running);
    }

    /** Answers {@code java -jar}; returns the exit code. */
    static int command(String[] arguments) throws Exception {
        File jar = file();
        // The boot packages are on the class path here, so the isolated classes find them from this class's loader.
        ClassLoader loader = new AgentClassLoader(jar, AgentJar.class.getClassLoader());
        Object status = loader.loadClass("dev.asyncz.agent.cli.Commands")
                .getMethod("run", String[].class, Path.class, PrintStream.class, PrintStream.class)
                .invoke(null, arguments, jar.toPath(), System.out, System.err);
        return (Integer) status;
    }

    private static File file() throws Exception {
        return new File(AgentJar.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
