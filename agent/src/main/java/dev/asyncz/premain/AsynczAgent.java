package dev.asyncz.premain;

import java.io.File;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Entry point of {@code -javaagent:}, of attaching to a JVM that runs already, and of {@code java -jar}. Whatever goes
 * wrong, the application starts, or runs on.
 */
public final class AsynczAgent {
    private static final AtomicBoolean ATTACHED = new AtomicBoolean();

    private AsynczAgent() {}

    /** Called by the JVM before the application's main. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            if (isTool()) {
                return;
            }
            if (ATTACHED.getAndSet(true)) {
                System.err.println("[asyncz] the agent is attached twice; the second -javaagent is ignored");
                return;
            }
            open(arguments, instrumentation, false);
        } catch (Throwable t) {
            System.err.println(
                    "[asyncz] the agent could not start (" + cause(t) + "); the application runs without it");
        }
    }

    /**
     * Called in a JVM that runs already, by {@code java -jar asyncz-agent.jar attach}.
     *
     * @throws IllegalStateException when the agent is there already: whoever attaches is told so
     */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) throws Exception {
        if (ATTACHED.getAndSet(true)) {
            throw new IllegalStateException("the AsyncZ agent is attached already");
        }
        open(arguments, instrumentation, true);
    }

    private static void open(@Nullable String arguments, Instrumentation instrumentation, boolean running)
            throws Exception {
        File jar = ownJar();
        // First, as the boot loader finds this package too once the jar is on its path.
        AgentClassLoader loader = new AgentClassLoader(jar);
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar, false));
        loader.loadClass("dev.asyncz.agent.Agent")
                .getMethod("start", String.class, Instrumentation.class, boolean.class)
                .invoke(null, arguments, instrumentation, running);
    }

    /** Prints version, usage and options. */
    public static void main(String[] arguments) throws Exception {
        File jar = ownJar();
        // The boot packages are on the class path here, so the isolated classes find them from this class's loader.
        ClassLoader loader = new AgentClassLoader(jar, AsynczAgent.class.getClassLoader());
        Object status = loader.loadClass("dev.asyncz.agent.CommandLine")
                .getMethod("run", String[].class, Path.class, PrintStream.class, PrintStream.class)
                .invoke(null, arguments, jar.toPath(), System.out, System.err);
        System.exit((Integer) status);
    }

    /**
     * The JDK's own tools (javac, jps, jshell, …) read JAVA_TOOL_OPTIONS too, and have no work of the user's to show. A
     * source file that java itself compiles and runs is no tool, though one starts it.
     */
    private static boolean isTool() {
        String module = System.getProperty("jdk.module.main", "");
        String command = System.getProperty("sun.java.command", "");
        boolean ofJdk = module.startsWith("jdk.") || module.startsWith("java.") || command.startsWith("jdk.jshell.");
        return ofJdk && !command.contains("com.sun.tools.javac.launcher.");
    }

    private static File ownJar() throws Exception {
        return new File(AsynczAgent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static String cause(Throwable t) {
        Throwable root = t;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
