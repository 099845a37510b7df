package dev.asyncz.agent;

import dev.asyncz.agent.config.Option;
import dev.asyncz.agent.config.OptionTable;
import dev.asyncz.agent.diagnostics.Secrets;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;

/** What {@code java -jar asyncz-agent.jar} says: version, how to attach this very jar, and every option. */
public final class CommandLine {
    private static final int WIDTH = 100;
    private static final int OK = 0;
    private static final int MISUSED = 2;

    private final String jar;
    private final PrintStream out;

    private CommandLine(Path agentJar, PrintStream out) {
        this.jar = agentJar.toAbsolutePath().normalize().toString();
        this.out = out;
    }

    /**
     * Answers one call.
     *
     * @param agentJar the jar that was started
     * @return the exit code
     */
    public static int run(String[] args, Path agentJar, PrintStream out, PrintStream err) {
        String wish = args.length == 0 ? "--help" : args[0];
        if (args.length <= 1 && (wish.equals("--help") || wish.equals("-h"))) {
            new CommandLine(agentJar, out).help();
            return OK;
        }
        if (args.length == 1 && wish.equals("--version")) {
            out.println("AsyncZ " + Version.read());
            return OK;
        }
        if (wish.equals("dashboard")) {
            return DashboardProcess.run(Arrays.asList(args).subList(1, args.length), err);
        }
        if (wish.equals("list") && args.length == 1 || wish.equals("attach") && args.length >= 2) {
            return withRunningJvms(args, agentJar, out, err);
        }
        err.println("Not understood: " + Secrets.maskedByForm(String.join(" ", args))
                + ". Known are --help, --version, list, attach PID [options] and dashboard."
                + " Options of the agent go into the -javaagent flag; --help shows how.");
        return MISUSED;
    }

    private static int withRunningJvms(String[] args, Path agentJar, PrintStream out, PrintStream err) {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            err.println("This Java (" + System.getProperty("java.home") + ") has no module jdk.attach. Run the command"
                    + " with the java of a JDK, 17 or newer.");
            return MISUSED;
        }
        RunningJvms jvms = new RunningJvms(agentJar, out, err);
        return args[0].equals("list")
                ? jvms.list()
                : jvms.attach(args[1], String.join(",", Arrays.asList(args).subList(2, args.length)));
    }

    private void help() {
        out.println(
                "AsyncZ " + Version.read() + ": binds every log line to the scheduled task and the run that wrote it.");
        out.println();
        out.println("Attach it to one application:");
        out.println("  java " + quoted("-javaagent:" + jar) + " -jar your-application.jar");
        out.println("with options, separated by commas; a value with commas stands in quotes of its own:");
        out.println("  java " + quoted("-javaagent:" + jar + "=port=8001,storage.maxlen=50000")
                + " -jar your-application.jar");
        out.println("or to whatever JVM starts with this environment:");
        out.println("  export JAVA_TOOL_OPTIONS=" + toolOptions());
        out.println("or to one that runs already, as the same user:");
        out.println("  java -jar " + quoted(jar) + " list");
        out.println("  java -jar " + quoted(jar) + " attach PID port=8001,storage.maxlen=50000");
        warnOfEqualsSign();
        out.println("Show what many nodes have put into one postgres or redis, from a process of its own:");
        out.println("  java -jar " + quoted(jar) + " dashboard --storage=redis --storage.url=redis://localhost:6379");
        out.println();
        paragraph(
                "",
                "Each option may come from, strongest first: the agent's arguments; a system property with the"
                        + " prefix asyncz., such as -Dasyncz.storage.maxlen=50000; an environment variable, such as"
                        + " ASYNCZ_STORAGE_MAXLEN=50000; the properties file that the option config names. Unknown keys and"
                        + " bad values are reported on standard error, and the application starts.");
        out.println();
        out.println("Options:");
        for (Option option : OptionTable.load().options()) {
            describe(option);
        }
    }

    private void describe(Option option) {
        out.println();
        out.println("  " + option.key() + "=" + option.fallback());
        paragraph("      ", option.sentence());
        paragraph("      ", "Allowed: " + option.allowed() + ".");
    }

    /** The JVM takes its option for the jar's path up to the first equals sign. */
    private void warnOfEqualsSign() {
        if (jar.indexOf('=') >= 0) {
            out.println("The JVM does not accept a path with an equals sign: put the jar elsewhere.");
        }
    }

    private String toolOptions() {
        String option = "-javaagent:" + jar;
        return option.equals(quoted(option)) ? option : "'" + quoted(option) + "'";
    }

    private static String quoted(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (!Character.isLetterOrDigit(c) && "-:/\\._=,+~".indexOf(c) < 0) {
                return '"' + argument + '"';
            }
        }
        return argument;
    }

    private void paragraph(String indent, String text) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() > WIDTH) {
                out.println(line.toString().stripTrailing());
                line.setLength(0);
                line.append(indent);
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }
}
