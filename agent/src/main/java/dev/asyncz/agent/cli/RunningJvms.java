package dev.asyncz.agent.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import dev.asyncz.agent.Notice;
import dev.asyncz.agent.diagnostics.Secrets;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code list} and {@code attach}: the JVMs of this machine that run already. Needs the module jdk.attach. */
final class RunningJvms {
    private static final int OK = 0;
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;
    private static final int OLDEST_JAVA = 17;
    private static final Pattern PID = Pattern.compile("\\d{1,18}");
    private static final Pattern PART = Pattern.compile("[\\p{L}\\p{N}_.$/-]+");
    private static final String SHOWN = " The command 'list' shows the running JVMs.";
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

    /**
     * Attaches the agent to one of them, and waits for its dashboard.
     *
     * @param wanted its process id, or a part of its main class's name when no other JVM has that
     */
    int attach(String wanted, String options) {
        if (PID.matcher(wanted).matches()) {
            return attachTo(wanted, options);
        }
        if (!PART.matcher(wanted).matches()) {
            err.println("Neither a process id nor a part of a name: " + Secrets.maskedByForm(wanted) + "." + SHOWN);
            return MISUSED;
        }
        List<String> found = named(wanted, others());
        if (found.size() == 1) {
            return attachTo(found.get(0).strip().split(" ", 2)[0], options);
        }
        if (found.isEmpty()) {
            err.println("No running JVM has '" + wanted + "' in the name of its main class." + SHOWN);
        } else {
            err.println(
                    "Several JVMs have '" + wanted + "' in the name of their main class; say which by its process id:");
            found.forEach(err::println);
        }
        return MISUSED;
    }

    /** Those of the lines, each a process id and a main class, that have a part in the latter, in any case. */
    static List<String> named(String part, List<String> lines) {
        String wanted = part.toLowerCase(Locale.ROOT);
        return lines.stream()
                .filter(line ->
                        line.strip().split(" +", 2)[1].toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }

    private static List<String> others() {
        String own = String.valueOf(ProcessHandle.current().pid());
        return VirtualMachine.list().stream()
                .filter(jvm -> !jvm.id().equals(own))
                .map(jvm -> String.format("%8s  %s", jvm.id(), mainClass(jvm)))
                .toList();
    }

    private int attachTo(String pid, String options) {
        Optional<String> refusal = refusal(pid);
        if (refusal.isPresent()) {
            err.println(refusal.get());
            return REFUSED;
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
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
        if (process.isEmpty()) {
            return Optional.of("There is no process " + pid + "." + SHOWN);
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
        return isJvm ? Optional.empty() : Optional.of(pid + " is no JVM, as far as can be seen." + SHOWN);
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
