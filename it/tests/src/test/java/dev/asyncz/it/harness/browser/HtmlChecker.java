package dev.asyncz.it.harness.browser;

import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Nu checker of the W3C, in a JVM of its own. */
public final class HtmlChecker {
    private static final String CHECKER = "nu.validator:validator:newest";
    private static final String MAIN = "nu.validator.client.SimpleCommandLineValidator";

    /** Valid by the standard; the newest checker that Maven Central has is older than that. */
    private static final Pattern VALID_SINCE = Pattern.compile(
            "Bad value “dialog” for attribute “method”|Bad value “group” for attribute “role” on element “svg”");

    private HtmlChecker() {}

    /**
     * What is wrong with these pages, one line each.
     *
     * @param pages HTML by the name that its lines begin with
     */
    public static List<String> errors(Map<String, String> pages) throws IOException, InterruptedException {
        Path folder = Launch.folder("html");
        List<String> command = new ArrayList<>(
                List.of(Jdk.RUNNING.program("java").toString(), "-cp", classPath(), MAIN, "--errors-only"));
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Path file = folder.resolve(page.getKey() + ".html");
            Files.writeString(file, page.getValue());
            command.add(file.toString());
        }
        Process checker = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(checker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = checker.waitFor();
        List<String> errors = said.lines()
                .filter(line -> line.contains(": error: ") || line.contains("fatal"))
                .map(line -> line.substring(line.lastIndexOf('/', line.indexOf("\":")) + 1))
                .toList();
        if (exitCode != 0 && errors.isEmpty()) {
            throw new AssertionError("the checker has not checked: " + said);
        }
        return errors.stream().filter(line -> !VALID_SINCE.matcher(line).find()).toList();
    }

    private static String classPath() {
        return Libs.jars(CHECKER).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
