package dev.asyncz.agent;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import dev.asyncz.agent.diagnostics.Secrets;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** {@code list} and {@code attach}: the JVMs of this machine that run already. Needs the module jdk.attach. */
final class RunningJvms {
    private static final int OK = 0;
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;
    private static final int OLDEST_JAVA = 17;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** A JVM that does not answer, such as a stopped one, is waited for no longer than this; milliseconds. */
    private static final String ANSWER_WITHIN = "3000";

    private final Path jar;
    private final PrintStream out;
    private final PrintStream err;

    RunningJvms(Path jar, PrintStream out, PrintStream err) {
        this.jar = jar;
        this.out = out;
        this.err = err;
        if (System.getProperty("sun.tools.attach.attachTimeout") == null) {
            System.setProperty("sun.tools.attach.attachTimeout", ANSWER_WITHIN);
        }
    }

    /** One line for each JVM that this user may see: pid, main class, and what its agent says. */
    int list() {
        String own = String.valueOf(ProcessHandle.current().pid());
        for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
            if (!jvm.id().equals(own)) {
                out.printf("%8s  %-40s  %s%n", jvm.id(), mainClass(jvm), state(jvm.id()));
            }
        }
        return OK;
    }

    /** Attaches the agent to one of them, and waits for its dashboard. */
    int attach(String pid, String options) {
        Optional<String> refusal = refusal(pid);
        if (refusal.isPresent()) {
            err.println(refusal.get());
            return pid.matches("\\d{1,18}") ? REFUSED : MISUSED;
        }
        VirtualMachine jvm = null;
        try {
            jvm = VirtualMachine.attach(pid);
            return attach(jvm, pid, options);
        } catch (AttachNotSupportedException closed) {
            err.println(pid + " does not let anything attach to it (" + closed.getMessage() + "). Start it with"
                    + " -javaagent:" + jar + " instead.");
        } catch (AgentLoadException | AgentInitializationException | IOException failed) {
            err.println("The agent could not be attached to " + pid + ": " + failed.getMessage()
                    + ". The application runs on without it; its standard error may say more.");
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            detach(jvm);
        }
        return REFUSED;
    }

    private int attach(VirtualMachine jvm, String pid, String options)
            throws IOException, AgentLoadException, AgentInitializationException, InterruptedException {
        Properties properties = jvm.getSystemProperties();
        String notice = properties.getProperty(Notice.PROPERTY);
        int java = feature(properties.getProperty("java.specification.version", ""));
        if (notice != null) {
            err.println("The agent is attached to " + pid + " already (" + notice + "); nothing was changed.");
            return REFUSED;
        }
        if (java < OLDEST_JAVA) {
            err.println(pid + " is of Java " + java + "; the agent needs Java " + OLDEST_JAVA + " or newer.");
            return REFUSED;
        }
        jvm.loadAgent(jar.toAbsolutePath().toString(), options);
        out.println("Attached to " + pid + ": " + awaitNotice(jvm));
        return OK;
    }

    /** What the agent says of its dashboard, as soon as it is there. */
    private static String awaitNotice(VirtualMachine jvm) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String notice = Notice.STARTING;
        while (notice.equals(Notice.STARTING) && System.nanoTime() < end) {
            Thread.sleep(LOOK.toMillis());
            notice = jvm.getSystemProperties().getProperty(Notice.PROPERTY, "no word of it");
        }
        return notice;
    }

    /** Why it is not even tried: asking a process that is no JVM for attachment may end it. */
    private static Optional<String> refusal(String pid) {
        if (!pid.matches("\\d{1,18}")) {
            return Optional.of("Not a process id: " + Secrets.maskedByForm(pid)
                    + ". The command 'list' shows those of the running JVMs.");
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
        if (process.isEmpty()) {
            return Optional.of("There is no process " + pid + ". The command 'list' shows the running JVMs.");
        }
        if (process.get().equals(ProcessHandle.current())) {
            return Optional.of(pid + " is this very command.");
        }
        String user = process.get().info().user().orElse("");
        String own = ProcessHandle.current().info().user().orElse("");
        if (!user.equals(own) && !own.equals("root")) {
            return Optional.of(pid + " belongs to the user " + user + ", and this command runs as " + own
                    + ". Only a JVM's own user, or root, may attach to it.");
        }
        boolean isJvm =
                VirtualMachine.list().stream().anyMatch(each -> each.id().equals(pid))
                        || process.get().info().command().orElse("").endsWith("java");
        return isJvm
                ? Optional.empty()
                : Optional.of(pid + " is no JVM, as far as can be seen. The command 'list' shows the running ones.");
    }

    private static String state(String pid) {
        VirtualMachine jvm = null;
        try {
            jvm = VirtualMachine.attach(pid);
            return jvm.getSystemProperties().getProperty(Notice.PROPERTY, "not attached");
        } catch (AttachNotSupportedException | IOException e) {
            return "cannot be attached to: " + e.getMessage();
        } finally {
            detach(jvm);
        }
    }

    private static void detach(@Nullable VirtualMachine jvm) {
        try {
            if (jvm != null) {
                jvm.detach();
            }
        } catch (IOException gone) {
            // It has ended meanwhile.
        }
    }

    /** Without the arguments, which may hold secrets. */
    private static String mainClass(VirtualMachineDescriptor jvm) {
        String name = jvm.displayName().split(" ", 2)[0];
        return name.isEmpty() ? "(unknown)" : name;
    }

    private static int feature(String specification) {
        String number = specification.startsWith("1.") ? specification.substring(2) : specification;
        return number.matches("\\d{1,4}") ? Integer.parseInt(number) : OLDEST_JAVA;
    }
}
