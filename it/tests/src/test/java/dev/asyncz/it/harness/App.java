package dev.asyncz.it.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A running application: what it printed, its dashboard, and its end. Closing it kills what still runs. */
public final class App implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern DASHBOARD = Pattern.compile("(http://\\S+)/dashboard/logs/");

    private final Process process;
    private final Path logs;
    private @Nullable Dashboard dashboard;

    App(Process process, Path logs) {
        this.process = process;
        this.logs = logs;
    }

    /** Where it was started, if the launch named no other place; its output lies there too. */
    public Path folder() {
        return logs;
    }

    public long pid() {
        return process.pid();
    }

    /** A text file of its folder. */
    public String read(String name) {
        return read(logs.resolve(name));
    }

    public String stdout() {
        return read(logs.resolve("stdout"));
    }

    public String stderr() {
        return read(logs.resolve("stderr"));
    }

    /** Its dashboard, as soon as its address is printed. */
    public Dashboard dashboard() {
        if (dashboard == null) {
            dashboard = new Dashboard(awaitAddress());
        }
        return dashboard;
    }

    private URI awaitAddress() {
        await("dashboard's address on stderr of " + logs)
                .atMost(PATIENCE)
                .until(() -> !process.isAlive() || DASHBOARD.matcher(stderr()).find());
        // A script may have started another JVM before, which prepares the application.
        return DASHBOARD
                .matcher(stderr())
                .results()
                .reduce((before, last) -> last)
                .map(address -> URI.create(address.group(1)))
                .orElseThrow(() -> new AssertionError("ended without a dashboard's address; stderr was:\n" + stderr()));
    }

    /** Waits until the application has printed a line. */
    public App awaitStdout(String text) {
        await("\"" + text + "\" on stdout of " + logs)
                .atMost(PATIENCE)
                .until(() -> !process.isAlive() || stdout().contains(text));
        if (!stdout().contains(text)) {
            throw new AssertionError("ended without printing \"" + text + "\"; stderr was:\n" + stderr());
        }
        return this;
    }

    /** How many instances of each class live in it, as jcmd prints it. */
    public String histogram() {
        return Launch.on(Jdk.RUNNING)
                .withoutAgent()
                .program("jcmd")
                .command(String.valueOf(pid()), "GC.class_histogram")
                .run()
                .stdout();
    }

    /** Types a line into the application's standard input. */
    public App type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("the application no longer reads; stderr was:\n" + stderr(), e);
        }
    }

    /** Ends the standard input: the programs take it as their end. */
    public Ended end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return awaitEnd();
    }

    /** Sends SIGTERM. */
    public Ended terminate() {
        process.destroy();
        return awaitEnd();
    }

    /** Waits until it has ended by itself. */
    public Ended awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + PATIENCE + "; stderr was:\n" + stderr());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the application ran", e);
        }
        return new Ended(process.exitValue(), stdout(), stderr());
    }

    @Override
    public void close() {
        // A script has java as its child.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How an application ended, and all it printed. */
    public record Ended(int exitCode, String stdout, String stderr) {
        /** What the agent said; what else is on stderr is the JVM's or the application's. */
        public List<String> agentLines() {
            return stderr.lines().filter(line -> line.contains("[asyncz]")).toList();
        }
    }
}
