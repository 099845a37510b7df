package dev.asyncz.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.premain.AsynczAgent;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** Which class refers to which, read from the compiled classes once. */
final class Arrows {
    private static final Pattern ARROW = Pattern.compile("\\s+(\\S+)\\s+->\\s+(\\S+)\\s+(.*)");

    static final String AGENT = "dev.asyncz.agent.";

    /** All of them. */
    static final List<Arrow> ARROWS = read();

    private Arrows() {}

    /** One class refers to another, which lies {@code in} a module, a jar or a folder. */
    record Arrow(String from, String to, String in) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    private static List<Arrow> readCompiledClasses() throws Exception {
        List<Arrow> arrows = new ArrayList<>();
        StringWriter out = new StringWriter();
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "-verbose:class",
                        "-filter:none",
                        "--multi-release",
                        "base",
                        "--ignore-missing-deps",
                        "--class-path",
                        classPath(),
                        folder(Hub.class),
                        folder(AsynczAgent.class));
        assertEquals(0, status, out::toString);
        for (String line : out.toString().split("\\R")) {
            Matcher arrow = ARROW.matcher(line);
            // The lines between whole archives name files, not classes.
            if (arrow.matches() && arrow.group(1).startsWith("dev.asyncz.")) {
                arrows.add(
                        new Arrow(arrow.group(1), arrow.group(2), arrow.group(3).strip()));
            }
        }
        return List.copyOf(arrows);
    }

    private static String folder(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    static void assertNone(String root, Predicate<Arrow> forbidden) {
        List<Arrow> from =
                ARROWS.stream().filter(each -> each.from.startsWith(root)).toList();
        assertTrue(!from.isEmpty(), () -> "nothing was read of " + root);

        assertEquals(
                List.of(),
                from.stream()
                        .filter(each -> !isAnnotation(each))
                        .filter(forbidden)
                        .toList());
    }

    /** Not needed at run time: the JVM passes over annotations whose class is missing. */
    private static boolean isAnnotation(Arrow arrow) {
        return arrow.to.startsWith("org.jspecify.annotations.");
    }

    static boolean isJavaBase(Arrow arrow) {
        return arrow.in.equals("java.base");
    }

    static boolean isJdk(Arrow arrow) {
        return startsWithAny(arrow.in, "java.", "jdk.") && !arrow.in.contains(File.separator);
    }

    static boolean startsWithAny(String name, String... prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static List<Arrow> read() {
        try {
            return readCompiledClasses();
        } catch (Exception e) {
            throw new IllegalStateException("the compiled classes could not be read", e);
        }
    }
}
