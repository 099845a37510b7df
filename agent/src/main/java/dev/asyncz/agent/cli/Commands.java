package dev.asyncz.agent.cli;

import dev.asyncz.agent.DashboardProcess;
import dev.asyncz.agent.TrialAlert;
import dev.asyncz.agent.Version;
import dev.asyncz.agent.config.Option;
import dev.asyncz.agent.config.OptionTable;
import dev.asyncz.agent.diagnostics.Secrets;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * {@code java -jar asyncz-agent.jar}: its commands, in a JVM of their own. Only there is picocli loaded. The exit code is
 * 0, 1 for what was refused, and 2 for what was not understood.
 */
@Command(name = Commands.NAME, mixinStandardHelpOptions = true, subcommands = HelpCommand.class)
public final class Commands implements Runnable {
    /** What somebody calls an alias of {@code java -jar asyncz-agent.jar}, which completion is for. */
    static final String NAME = "asyncz";

    private static final int MISUSED = 2;
    private static final int WIDTH = 100;

    private final Path jar;
    private final PrintStream out;
    private final PrintStream err;
    private final CommandLine line;

    private Commands(Path agentJar, PrintStream out, PrintStream err) {
        this.jar = agentJar;
        this.out = out;
        this.err = err;
        this.line = new CommandLine(this)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler((mistake, words) -> misused(mistake));
    }

    /**
     * Answers one call.
     *
     * @param agentJar the jar that was started
     * @return the exit code
     */
    public static int run(String[] args, Path agentJar, PrintStream out, PrintStream err) {
        return new Commands(agentJar, out, err).completed().execute(args);
    }

    private CommandLine completed() {
        String version = "AsyncZ " + Version.read();
        line.getCommandSpec().version(version);
        line.getCommandSpec()
                .usageMessage()
                .header(version + ": binds every log line to the scheduled task and the run that wrote it.", "");
        line.getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> "\n" + new Overview(jar, WIDTH).text());
        for (CommandLine each : line.getSubcommands().values()) {
            each.getCommandSpec().version(version);
        }
        addOptionsOfTheAgent(spec("attach"));
        addOptionsOfTheAgent(spec("dashboard"));
        addOptionsOfTheAgent(spec("alert"));
        return line;
    }

    /** Without a command. */
    @Override
    public void run() {
        line.usage(line.getOut());
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "Shows the JVMs of this machine: process id, main class, and the dashboard's address where the agent"
                        + " is there."
            })
    int list() {
        return canAttach() ? new RunningJvms(jar, out, err).list() : MISUSED;
    }

    @Command(
            name = "attach",
            mixinStandardHelpOptions = true,
            description = {
                "Attaches the agent to a JVM that runs already, as its own user or as root, and waits for the"
                        + " dashboard.",
                "Options of the agent stand as --key value, --key=value, or key=value,key=value as in the -javaagent"
                        + " flag."
            })
    int attach(
            @Parameters(
                            paramLabel = "JVM",
                            description = {
                                "Its process id, or a part of its main class's name when no other JVM has that."
                            })
                    String jvm,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "key=value", description = "Options of the agent.")
                    String... options) {
        if (!canAttach()) {
            return MISUSED;
        }
        Stream<String> asInTheFlag = options == null ? Stream.empty() : Stream.of(options);
        return new RunningJvms(jar, out, err)
                .attach(jvm, Stream.concat(asInTheFlag, given("attach")).collect(Collectors.joining(",")));
    }

    @Command(
            name = "dashboard",
            mixinStandardHelpOptions = true,
            description = {"Shows in a process of its own what services have put into a storage that others can read."})
    int dashboard() {
        return DashboardProcess.run(given("dashboard").collect(Collectors.joining(",")), err);
    }

    @Command(
            name = "alert",
            mixinStandardHelpOptions = true,
            description = {
                "Sends an alert that says it is a test to the receivers of --alerts.url, in the form of"
                        + " --alerts.format,",
                "and prints what they answer."
            })
    int alert(
            @CommandLine.Option(names = "--test", required = true, description = "Nothing else is sent from here.")
                    boolean test) {
        return TrialAlert.run(given("alert").collect(Collectors.joining(",")), out, err);
    }

    @Command(
            name = "completion",
            mixinStandardHelpOptions = true,
            description = {
                "Prints what bash and zsh complete the commands by, for an alias of this name:",
                "alias asyncz='java -jar asyncz-agent.jar'; source <(asyncz completion)"
            })
    int completion() {
        out.println(AutoComplete.bash(NAME, line));
        return 0;
    }

    private boolean canAttach() {
        boolean can = ModuleLayer.boot().findModule("jdk.attach").isPresent();
        if (!can) {
            err.println("This Java (" + System.getProperty("java.home") + ") has no module jdk.attach. Run the command"
                    + " with the java of a JDK, 17 or newer.");
        }
        return can;
    }

    private static void addOptionsOfTheAgent(CommandSpec command) {
        for (Option option : OptionTable.load().options()) {
            command.addOption(OptionSpec.builder("--" + option.key())
                    .type(String.class)
                    .paramLabel("value")
                    .description(option.sentence().replace("%", "%%"))
                    .build());
        }
    }

    /** The agent's options that a command was given, as the agent's argument has them. */
    private Stream<String> given(String command) {
        return spec(command).options().stream()
                .filter(each -> each.getValue() instanceof String)
                .map(each -> each.longestName().substring(2) + "=\"" + each.getValue() + '"');
    }

    private CommandSpec spec(String command) {
        return Objects.requireNonNull(line.getSubcommands().get(command), command)
                .getCommandSpec();
    }

    /** Names what was wrong without any value, which might be a secret. */
    private int misused(ParameterException mistake) {
        PrintWriter said = line.getErr();
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
            List<String> meant = Likeness.of(word, known(mistake.getCommandLine()));
            said.println("Not understood: " + Secrets.maskedByForm(word)
                    + (meant.isEmpty() ? "." : ". Did you mean " + String.join(" or ", meant) + "?"));
        } else {
            said.println(Secrets.maskedByForm(String.valueOf(mistake.getMessage())) + ".");
        }
        String command = mistake.getCommandLine().getCommandName();
        said.println("'java -jar " + jar.getFileName() + " help" + (command.equals(NAME) ? "" : " " + command)
                + "' shows what there is. Options of the agent itself go into the -javaagent flag.");
        return MISUSED;
    }

    private static List<String> known(CommandLine command) {
        Stream<String> options =
                command.getCommandSpec().options().stream().flatMap(option -> Stream.of(option.names()));
        return Stream.concat(command.getSubcommands().keySet().stream(), options)
                .toList();
    }
}
