package dev.asyncz.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How to start an application: on which JDK, with what on its class path, with or without the agent. */
public final class Launch {
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final Jdk jdk;
    private final List<String> agentOptions = new ArrayList<>(List.of("port=0"));
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();
    private final List<String> libs = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String program = "java";
    private List<String> what = List.of("-version");
    private Path agentJar = AgentJar.PATH;
    private boolean attached = true;
    private List<String> script = List.of();
    private @Nullable Path directory;

    private Launch(Jdk jdk) {
        this.jdk = jdk;
    }

    /** With the agent, on any free port, unless said otherwise. */
    public static Launch on(Jdk jdk) {
        return new Launch(jdk);
    }

    /** Adds a folder of classes to the class path. */
    public Launch classes(Path folder) {
        classPath.add(folder);
        return this;
    }

    /** As {@link #classes}, in place of classes of the same names among the programs. */
    public Launch classesFirst(Path folder) {
        classPath.add(0, folder);
        return this;
    }

    /** Runs a class of the programs. */
    public Launch main(String mainClass, String... arguments) {
        classPath.add(0, Libs.PROGRAMS);
        return command(Stream.concat(Stream.of(mainClass), Stream.of(arguments)).toArray(String[]::new));
    }

    public Launch jar(Path jar, String... arguments) {
        return command(Stream.concat(Stream.of("-jar", jar.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** What follows the JVM's options, word by word. */
    public Launch command(String... words) {
        what = List.of(words);
        return this;
    }

    /** Adds what {@link Libs} has for these coordinates to the class path, all of one launch in harmony. */
    public Launch libs(String... coordinates) {
        libs.addAll(List.of(coordinates));
        return this;
    }

    /** Adds agent arguments, each {@code key=value}; a later one of the same key is taken instead. */
    public Launch options(String... options) {
        for (String option : options) {
            String key = option.replaceFirst("=.*", "=");
            agentOptions.removeIf(each -> each.startsWith(key));
            agentOptions.add(option);
        }
        return this;
    }

    /** Agent arguments as they are typed, in place of all others. */
    public Launch rawOptions(String options) {
        agentOptions.clear();
        agentOptions.add(options);
        return this;
    }

    public Launch property(String key, Object value) {
        return jvm("-D" + key + "=" + value);
    }

    public Launch jvm(String... options) {
        jvmOptions.addAll(List.of(options));
        return this;
    }

    /** Lets the JVM verify the classes of the JDK too, as they are when the agent has woven them. */
    public Launch verifyingTheJdk() {
        return jvm("-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal");
    }

    /** A server's own script in place of java, which gets the agent as it can get it: by JAVA_TOOL_OPTIONS. */
    public Launch script(Path file, String... arguments) {
        script = Stream.concat(Stream.of("sh", file.toString()), Stream.of(arguments))
                .toList();
        environment("JAVA_HOME", jdk.home().toString());
        return environment("JAVA_TOOL_OPTIONS", agent());
    }

    /** The agent comes by JAVA_TOOL_OPTIONS alone, as it can come to any command. */
    public Launch attachedByEnvironment() {
        attached = false;
        return environment("JAVA_TOOL_OPTIONS", agent());
    }

    public Launch environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Another program of the JDK than java. */
    public Launch program(String name) {
        program = name;
        return this;
    }

    public Launch in(Path directory) {
        this.directory = directory;
        return this;
    }

    public Launch agentJar(Path jar) {
        agentJar = jar;
        return this;
    }

    public Launch withoutAgent() {
        attached = false;
        return this;
    }

    public App start() {
        try {
            Path logs = folder("app-" + STARTED.incrementAndGet());
            ProcessBuilder process = new ProcessBuilder(words())
                    .directory((directory == null ? logs : directory).toFile())
                    .redirectOutput(logs.resolve("stdout").toFile())
                    .redirectError(logs.resolve("stderr").toFile());
            process.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("ASYNCZ_") || name.equals("JAVA_TOOL_OPTIONS"));
            process.environment().putAll(environment);
            return new App(process.start(), logs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty folder that is kept after the tests, to look into. */
    public static Path folder(String name) {
        Path folder = Libs.PROGRAMS.resolveSibling("apps").resolve(name);
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits until it has ended by itself. */
    public App.Ended run() {
        try (App app = start()) {
            return app.awaitEnd();
        }
    }

    private String agent() {
        String options = String.join(",", agentOptions);
        return "-javaagent:" + agentJar + (options.isEmpty() ? "" : "=" + options);
    }

    private List<String> words() {
        if (!script.isEmpty()) {
            return script;
        }
        List<String> words = new ArrayList<>();
        words.add(jdk.program(program).toString());
        if (attached) {
            words.add(agent());
        }
        words.addAll(jvmOptions);
        List<Path> paths = new ArrayList<>(classPath);
        paths.addAll(Libs.jars(libs.toArray(String[]::new)));
        if (!paths.isEmpty()) {
            words.add("-cp");
            words.add(paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        }
        words.addAll(what);
        return words;
    }
}
