package dev.asyncz.agent.cli;

import dev.asyncz.agent.config.Option;
import dev.asyncz.agent.config.OptionTable;
import java.nio.file.Path;

/** How to attach this very jar, and every option of the agent, in words that can be copied. */
final class Overview {
    private final StringBuilder text = new StringBuilder();
    private final String jar;
    private final int width;

    Overview(Path agentJar, int width) {
        this.jar = agentJar.toAbsolutePath().normalize().toString();
        this.width = width;
    }

    String text() {
        line("Attach it to one application:");
        line("  java " + quoted("-javaagent:" + jar) + " -jar your-application.jar");
        line("with options, separated by commas; a value with commas stands in quotes of its own:");
        line("  java " + quoted("-javaagent:" + jar + "=port=8001,storage.maxlen=50000")
                + " -jar your-application.jar");
        line("or to whatever JVM starts with this environment:");
        line("  export JAVA_TOOL_OPTIONS=" + toolOptions());
        line("or to one that runs already, as the same user:");
        line("  java -jar " + quoted(jar) + " list");
        line("  java -jar " + quoted(jar) + " attach PID --port=8001 --storage.maxlen=50000");
        warnOfEqualsSign();
        line("Show what many nodes have put into one postgres or redis, from a process of its own:");
        line("  java -jar " + quoted(jar) + " dashboard --storage=redis --storage.url=redis://localhost:6379");
        line("");
        paragraph(
                "",
                "Each option may come from, strongest first: the agent's arguments; a system property with the"
                        + " prefix asyncz., such as -Dasyncz.storage.maxlen=50000; an environment variable, such as"
                        + " ASYNCZ_STORAGE_MAXLEN=50000; the properties file that the option config names. Unknown keys and"
                        + " bad values are reported on standard error, and the application starts.");
        line("");
        line("Options:");
        for (Option option : OptionTable.load().options()) {
            line("");
            line("  " + option.key() + "=" + option.fallback());
            paragraph("      ", option.sentence());
            paragraph("      ", "Allowed: " + option.allowed() + ".");
        }
        return text.toString();
    }

    /** The JVM takes its option for the jar's path up to the first equals sign. */
    private void warnOfEqualsSign() {
        if (jar.indexOf('=') >= 0) {
            line("The JVM does not accept a path with an equals sign: put the jar elsewhere.");
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

    private void paragraph(String indent, String words) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : words.split(" ", -1)) {
            if (line.length() + word.length() > width) {
                line(line.toString().stripTrailing());
                line.setLength(0);
                line.append(indent);
            }
            line.append(word).append(' ');
        }
        line(line.toString().stripTrailing());
    }

    private void line(String words) {
        text.append(words).append(System.lineSeparator());
    }
}
