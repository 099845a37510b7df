package dev.asyncz.bootstrap.line;

import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.AgentThreads;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.OwnPermissions;
import dev.asyncz.bootstrap.TaskKeys;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.ThreadSlot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.security.PrivilegedAction;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes lines of what the application prints to what System.out and System.err are at that moment. The streams
 * themselves stay as they are. What logging frameworks print is left out, as it was captured before; so is what the
 * agent says.
 */
public final class StandardStreams {
    private StandardStreams() {}

    /** Called before {@code stream} takes some bytes. */
    public static void printed(PrintStream stream, byte[] bytes, int from, int length) {
        Unfinished line = unfinished(stream);
        if (line != null) {
            line.add(bytes, from, length);
        }
    }

    /** Called before {@code stream} takes one byte. */
    public static void printed(PrintStream stream, int value) {
        Unfinished line = unfinished(stream);
        if (line != null) {
            line.add(new byte[] {(byte) value}, 0, 1);
        }
    }

    /** Until {@link #endTrace} what is printed is one line, with a stack trace. */
    public static void beginTrace(@Nullable PrintStream stream) {
        Unfinished line = unfinished(stream);
        if (line != null) {
            line.beginTrace();
        }
    }

    /** See {@link #beginTrace}. */
    public static void endTrace() {
        if (RunScope.slot().unfinished() instanceof Printing printing) {
            printing.out.endTrace();
            printing.err.endTrace();
        }
    }

    /** Null where the stream is another one, or its line has been captured where it comes from. */
    private static @Nullable Unfinished unfinished(@Nullable PrintStream stream) {
        boolean isOut = stream == System.out;
        if (stream == null || !isOut && stream != System.err || Lines.isBusy() || AgentThreads.isCurrent()) {
            return null;
        }
        Printing printing = Printing.ofThread();
        if (printing.capturing) {
            return null;
        }
        return isOut ? printing.out : printing.err;
    }

    /** What one thread prints. */
    private static final class Printing implements Runnable {
        private final Unfinished out = new Unfinished(this, "stdout", LogLevel.INFO);
        private final Unfinished err = new Unfinished(this, "stderr", LogLevel.ERROR);

        /** Set while a line is on its way: what is printed then, such as a warning of the agent, is no line. */
        private boolean capturing;

        static Printing ofThread() {
            ThreadSlot slot = RunScope.slot();
            if (slot.unfinished() instanceof Printing known) {
                return known;
            }
            Printing printing = new Printing();
            slot.finishFirst(printing);
            return printing;
        }

        /** A run ends on this thread: what it has printed without ending the line is a line of it. */
        @Override
        public void run() {
            out.finish();
            err.finish();
        }
    }

    /** The bytes of a line that has not ended yet. */
    private static final class Unfinished {
        /** As much of a line as is kept; one without an end must not grow for ever. */
        private static final int MAX_BYTES = 64 * 1024;

        /** As much as a thread that prints no more goes on holding: a pool may have a thousand of them. */
        private static final int IDLE_BYTES = 1024;

        private static final int NONE = -1;

        private final Printing printing;
        private final String logger;
        private final LogLevel level;
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

        /** The run that the thread worked for when the line began; null for none. */
        private @Nullable Run run;

        /** Where in it a stack trace begins; negative outside of one. */
        private int trace = NONE;

        private int length;

        Unfinished(Printing printing, String logger, LogLevel level) {
            this.printing = printing;
            this.logger = logger;
            this.level = level;
        }

        void add(byte[] printed, int from, int length) {
            if (length > 0 && run != RunScope.current()) {
                finish();
            }
            int begin = from;
            for (int at = from; at < from + length; at++) {
                if (printed[at] == '\n' && trace == NONE) {
                    keep(printed, begin, at);
                    finish();
                    begin = at + 1;
                }
            }
            keep(printed, begin, from + length);
        }

        private void keep(byte[] printed, int from, int to) {
            if (length == 0) {
                run = RunScope.current();
            }
            length += to - from;
            bytes.write(printed, from, Math.min(to - from, MAX_BYTES - bytes.size()));
        }

        void beginTrace() {
            trace = trace == NONE ? bytes.size() : trace;
        }

        void endTrace() {
            if (trace != NONE) {
                finish();
            }
        }

        void finish() {
            printing.capturing = true;
            try {
                String text = text(0);
                if (!text.isBlank() && !isCapturedElsewhere()) {
                    capture(text);
                }
            } catch (Throwable t) {
                Hub.lostLine("a printed line", t);
            } finally {
                if (bytes.size() <= IDLE_BYTES) {
                    bytes.reset();
                } else {
                    bytes = new ByteArrayOutputStream(0);
                }
                run = null;
                trace = NONE;
                length = 0;
                printing.capturing = false;
            }
        }

        private void capture(String text) {
            LineExtra extra = new LineExtra(Thread.currentThread().getName());
            if (trace != NONE) {
                extra.exceptionText(text(trace));
            }
            Hub.sink()
                    .line(
                            Instant.now(),
                            level,
                            trace == NONE ? text : firstLine(text),
                            logger,
                            run == null ? null : run.task(),
                            run == null ? null : run.context().get(TaskKeys.RUN_ID),
                            extra.map());
        }

        /** What was printed, from a byte on, without the end of the line. */
        private String text(int from) {
            byte[] all = bytes.toByteArray();
            String text = new String(all, from, all.length - from, Encodings.of(logger));
            String cut = length > all.length ? "… [" + length + " bytes]" : "";
            return withoutEnd(text) + cut;
        }

        private static String firstLine(String text) {
            int end = text.indexOf('\n');
            return end < 0 ? text : withoutEnd(text.substring(0, end));
        }

        private static String withoutEnd(String text) {
            int end = text.length();
            while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
                end--;
            }
            return text.substring(0, end);
        }
    }

    /** Appenders that write to the console do so on threads of their own too: the stack tells. */
    private static boolean isCapturedElsewhere() {
        return StackWalker.getInstance().walk(FrameworkFrames.ANY);
    }

    private static final class FrameworkFrames implements Function<Stream<StackWalker.StackFrame>, Boolean> {
        static final FrameworkFrames ANY = new FrameworkFrames();

        private static final String[] FRAMEWORKS = {
            "ch.qos.logback.",
            "org.apache.logging.log4j.core.",
            "org.apache.log4j.",
            "java.util.logging.",
            "org.jboss.logmanager.",
            "dev.asyncz.agent."
        };

        @Override
        public Boolean apply(Stream<StackWalker.StackFrame> frames) {
            for (var each = frames.iterator(); each.hasNext(); ) {
                String name = each.next().getClassName();
                for (String framework : FRAMEWORKS) {
                    if (name.startsWith(framework)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** What the JVM encodes its standard streams with. */
    private static final class Encodings {
        private static final Charset OUT = named("stdout.encoding", "sun.stdout.encoding");
        private static final Charset ERR = named("stderr.encoding", "sun.stderr.encoding");

        static Charset of(String logger) {
            return logger.equals("stdout") ? OUT : ERR;
        }

        private static Charset named(String property, String beforeJava19) {
            String name = OwnPermissions.of(new PrivilegedAction<@Nullable String>() {
                @Override
                public @Nullable String run() {
                    return System.getProperty(property, System.getProperty(beforeJava19));
                }
            });
            try {
                return name == null ? Charset.defaultCharset() : Charset.forName(name);
            } catch (IllegalArgumentException unknown) {
                return Charset.defaultCharset();
            }
        }
    }
}
