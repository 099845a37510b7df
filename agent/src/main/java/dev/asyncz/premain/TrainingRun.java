package dev.asyncz.premain;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the JVM runs to be written down for later starts: an AOT cache, a CDS archive, a checkpoint. An agent that
 * weaves does not belong there: Java 25 even crashes at the end. Told by the options, from wherever the JVM takes them.
 */
final class TrainingRun {
    private static final String[] OPTIONS = {
        "-XX:AOTCacheOutput=",
        "-XX:AOTMode=record",
        "-XX:ArchiveClassesAtExit=",
        "-XX:+AutoCreateSharedArchive",
        "-XX:CRaCCheckpointTo="
    };
    private static final String[] VARIABLES = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"};
    private static final String OPTIONS_FILE = "-XX:VMOptionsFile=";
    private static final int MAX_BYTES = 1 << 16;

    private TrainingRun() {}

    /** The option that makes this JVM's run one; null for a usual run. */
    static @Nullable String option() {
        Map<String, String> environment = System.getenv();
        for (String variable : VARIABLES) {
            String options = environment.get(variable);
            String found = options == null ? null : in(options);
            if (found != null) {
                return found;
            }
        }
        return in(commandLine().split("\0", -1));
    }

    /** The first of the command's words that is such an option, or names a file with one; null if none is. */
    static @Nullable String in(String[] words) {
        for (String word : words) {
            if (word.equals("-jar")) {
                return null; // What follows is the application's.
            }
            String found = word.startsWith("-XX:") ? in(word) : null;
            if (word.startsWith("@")) {
                found = in(text(word.substring(1)));
            } else if (word.startsWith(OPTIONS_FILE)) {
                found = in(text(word.substring(OPTIONS_FILE.length())));
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    static @Nullable String in(String text) {
        for (String option : OPTIONS) {
            if (text.contains(option)) {
                return option.endsWith("=") ? option.substring(0, option.length() - 1) : option;
            }
        }
        return null;
    }

    /** Its words, each ended by a zero. Linux has it as a file; to ask for the process takes ten times as long. */
    private static String commandLine() {
        String words = text("/proc/self/cmdline");
        if (!words.isEmpty() || new File("/proc/self").exists()) {
            return words;
        }
        Optional<String[]> arguments = ProcessHandle.current().info().arguments();
        return arguments.isPresent() ? String.join("\0", arguments.get()) : "";
    }

    private static String text(String path) {
        try (FileInputStream in = new FileInputStream(path)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException none) {
            return "";
        }
    }
}
