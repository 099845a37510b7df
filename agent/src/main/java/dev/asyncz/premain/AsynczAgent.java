package dev.asyncz.premain;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Entry point of {@code -javaagent:}, of attaching to a JVM that runs already, and of {@code java -jar}. Whatever goes
 * wrong, the application starts, or runs on.
 *
 * <p>Compiled for Java 8, as an older JVM would end with an UnsupportedClassVersionError otherwise. {@link AgentJar} is
 * for Java 17, like all the rest: the JVM loads it where it is called, after the look at the version.
 */
public final class AsynczAgent {
    private static final int OLDEST = 17;
    private static final String PREFIX = "[asyncz] ";
    private static final AtomicBoolean ATTACHED = new AtomicBoolean();

    private AsynczAgent() {}

    /** Called by the JVM before the application's main. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            if (isTool() || isTooOld(": the application runs without it")) {
                return;
            }
            if (ATTACHED.getAndSet(true)) {
                System.err.println(PREFIX + "the agent is attached twice; the second -javaagent is ignored");
                return;
            }
            AgentJar.attach(arguments, instrumentation, false);
        } catch (Throwable t) {
            System.err.println(PREFIX + "the agent could not start (" + cause(t) + "); the application runs without it"
                    + remedy(t));
        }
    }

    /**
     * Called in a JVM that runs already, by {@code java -jar asyncz-agent.jar attach}.
     *
     * @throws IllegalStateException when the agent is there already: whoever attaches is told so
     */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) throws Exception {
        if (isTooOld(": the application runs on without it")) {
            return;
        }
        if (ATTACHED.getAndSet(true)) {
            throw new IllegalStateException("the AsyncZ agent is attached already");
        }
        AgentJar.attach(arguments, instrumentation, true);
    }

    /** Prints version, usage and options. */
    public static void main(String[] arguments) throws Exception {
        System.exit(isTooOld("") ? 1 : AgentJar.command(arguments));
    }

    /** Whether this JVM is older than the agent can be; it says so then, with what becomes of it. */
    private static boolean isTooOld(String consequence) {
        if (feature(System.getProperty("java.specification.version", "")) >= OLDEST) {
            return false;
        }
        System.err.println(PREFIX + "AsyncZ needs Java " + OLDEST + " or newer; this is "
                + System.getProperty("java.version") + consequence);
        return true;
    }

    /** 8 of {@code 1.8.0_392}, 17 of {@code 17-ea}; what is no version is taken for one that is new enough. */
    static int feature(String version) {
        int start = version.startsWith("1.") ? 2 : 0;
        int end = start;
        while (end < version.length() && end < start + 4 && version.charAt(end) >= '0' && version.charAt(end) <= '9') {
            end++;
        }
        return end == start ? OLDEST : Integer.parseInt(version.substring(start, end));
    }

    /**
     * The JDK's own tools (javac, jps, jshell, …) read JAVA_TOOL_OPTIONS too, and have no work of the user's to show. A
     * source file that java itself compiles and runs is no tool, though one starts it. Java 8 knows no modules.
     */
    private static boolean isTool() {
        String module = System.getProperty("jdk.module.main", "");
        String command = System.getProperty("sun.java.command", "");
        boolean ofJdk = module.startsWith("jdk.")
                || module.startsWith("java.")
                || command.startsWith("jdk.jshell.")
                || command.startsWith("com.sun.tools.")
                || command.startsWith("sun.tools.");
        return ofJdk && !command.contains("com.sun.tools.javac.launcher.");
    }

    private static String remedy(Throwable t) {
        return t instanceof SecurityException
                ? "; grant its jar java.security.AllPermission in the policy of the security manager"
                : "";
    }

    private static String cause(Throwable t) {
        Throwable root = t;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
