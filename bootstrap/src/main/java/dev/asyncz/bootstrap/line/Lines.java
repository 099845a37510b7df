package dev.asyncz.bootstrap.line;

import dev.asyncz.bootstrap.AgentThreads;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineReader;
import dev.asyncz.bootstrap.OwnPermissions;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.ThreadSlot;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The lines that each thread's logging is busy with, and the rule by which one line becomes one entry, whatever bridges
 * it crosses: the framework that it comes to last keeps it, as its configuration decides what is written.
 *
 * <pre>
 *   java.util.logging ──► SLF4JBridgeHandler ──► SLF4J ──► Logback ──► its appenders
 *     begin                 passOn                          begin ── end: kept
 *       end: not kept, as it was taken further in
 * </pre>
 *
 * A line that comes up while another is being written, and says something else, is a line of its own.
 */
public final class Lines {
    /** Lines within lines, such as from a toString that logs; deeper ones are only counted, lest there be no end. */
    private static final int MAX_DEPTH = 8;

    private static final UnaryOperator<Object> BIND = new UnaryOperator<>() {
        @Override
        public Object apply(Object line) {
            ((Line) line).reader.bind(((Line) line).event);
            return line;
        }
    };

    private static final UnaryOperator<Object> KEEP = new UnaryOperator<>() {
        @Override
        public Object apply(Object line) {
            keep((Line) line);
            return line;
        }
    };

    /** Held by the framework's own class: it goes with its loader, and never keeps it. */
    private static final ClassValue<Bridge> BRIDGES = new ClassValue<>() {
        @Override
        protected Bridge computeValue(Class<?> framework) {
            return new Bridge();
        }
    };

    /** What {@code org.slf4j} may hand a line to and that is captured there. */
    private static final String[] CAPTURED_BELOW_SLF4J = {
        "ch.qos.logback.",
        "org.apache.logging.",
        "org.slf4j.reload4j.",
        "org.slf4j.impl.Reload4j",
        "org.slf4j.impl.Log4j",
        "org.slf4j.impl.Slf4jLogger",
        "org.jboss."
    };

    private Lines() {}

    /**
     * A logger is about to hand an event to the application's appenders.
     *
     * @param bridge name of the {@link LineReader}
     * @param framework the logger's class
     * @param event null, or the event of the line that goes on already, is no line
     * @return what {@link #end} needs; null for no line
     */
    public static @Nullable Object begin(String bridge, Class<?> framework, Object logger, @Nullable Object event) {
        ThreadSlot thread = RunScope.slot();
        Line outer = (Line) thread.line();
        if (event == null || outer != null && outer.event == event) {
            return null;
        }
        if (outer != null && outer.depth == MAX_DEPTH) {
            Hub.sink().lost("nested");
            return null;
        }
        LineReader reader = BRIDGES.get(framework).reader(bridge, framework);
        if (reader == null) {
            return null;
        }
        Line line = new Line(thread, reader, logger, event, outer);
        thread.log(line);
        try {
            OwnPermissions.apply(BIND, line);
        } catch (Throwable t) {
            Hub.failed(bridge + " could not bind a line to its run in the application's own files", t);
        }
        return line;
    }

    /** The appenders have been called: keeps the line, unless it was taken further in. */
    public static void end(@Nullable Object begun) {
        if (begun instanceof Line line) {
            try {
                OwnPermissions.apply(KEEP, line);
            } catch (Throwable t) {
                Hub.lostLine("a line", t);
            } finally {
                line.thread.log(line.outer);
            }
        }
    }

    private static void keep(Line line) {
        if (line.taken || AgentThreads.isCurrent()) {
            return;
        }
        line.reading = true;
        if (line.reader.isShown(line.logger, line.event, line.reached, line.passedOn)) {
            line.reader.capture(line.event);
            for (Line each = line.outer; each != null; each = each.outer) {
                // A framework hands no line on to itself.
                if (each.reader != line.reader && !each.taken) {
                    each.taken = each.passedOn || each.says(line.text());
                }
            }
        }
    }

    /**
     * A logger is about to hand an event to appenders, of a framework that captures beside {@link #begin} and
     * {@link #end}. With the permissions of whoever logs, as for the appenders.
     *
     * @param bridge name of the {@link LineReader}
     */
    public static void prepare(String bridge, Class<?> framework, @Nullable Object event) {
        LineReader reader = BRIDGES.get(framework).reader(bridge, framework);
        if (reader != null && event != null) {
            reader.bind(event);
        }
    }

    /** Called by a framework that captures beside {@link #begin} and {@link #end}: a line was captured on this thread. */
    public static void captured(String text) {
        for (Line each = current(); each != null; each = each.outer) {
            each.taken = each.taken || each.passedOn || each.says(text);
        }
    }

    /** A framework has made an event of a line, which it will capture, possibly on another thread. */
    public static void accepted() {
        Line current = current();
        if (current != null && current.passedOn) {
            current.taken = true;
        }
    }

    /**
     * A formatter of the application has made the text of an event, out of what the event held then.
     *
     * @param format the message without its arguments
     */
    public static void formatted(
            Object event, @Nullable String format, @Nullable Object @Nullable [] arguments, @Nullable String text) {
        Line current = current();
        if (current != null && current.event == event) {
            current.formatted = new Formatted(format, arguments, text);
        }
    }

    /** The text that is known of the current line, as long as its event holds the same; null when it has to be made. */
    @SuppressWarnings("ReferenceEquality") // Whoever changes an event puts another object in the place of this one.
    public static @Nullable String text(
            Object event, @Nullable String format, @Nullable Object @Nullable [] arguments) {
        Line current = current();
        Formatted known = current == null || current.event != event ? null : current.formatted;
        if (known == null || known.format != format || known.arguments != arguments) {
            return null;
        }
        return known.text;
    }

    /** The current line has come to the appenders: filters have let it pass. */
    public static void reached() {
        Line current = current();
        if (current != null) {
            current.reached = true;
        }
    }

    /** An appender hands the current line on to another framework. */
    public static void passOn() {
        Line current = current();
        if (current != null) {
            current.passedOn = true;
        }
    }

    /** As {@link #passOn()}, if the current line is {@code written} only later, if at all. */
    public static void passOnUnless(boolean written) {
        if (!written) {
            passOn();
        }
    }

    /** As {@link #passOn()}, if {@code logger} belongs to a framework that is captured. */
    public static void passOnTo(@Nullable Object logger) {
        String name = logger == null ? "" : logger.getClass().getName();
        for (String each : CAPTURED_BELOW_SLF4J) {
            if (name.startsWith(each)) {
                passOn();
            }
        }
    }

    private static @Nullable Line current() {
        return (Line) RunScope.slot().line();
    }

    /** Whether this thread is within a logging framework. */
    static boolean isBusy() {
        return current() != null;
    }

    /** The bridge of one framework class, found once. */
    private static final class Bridge {
        private volatile @Nullable LineReader reader;

        @Nullable
        LineReader reader(String bridge, Class<?> framework) {
            LineReader known = reader;
            if (known == null) {
                known = Hub.reader(bridge, framework);
                reader = known;
            }
            return known;
        }
    }

    /** The text of an event, and what it was made of. */
    private record Formatted(
            @Nullable String format,
            @Nullable Object @Nullable [] arguments,
            @Nullable String text) {}

    /** An event on its way through the application's appenders. Confined to its thread. */
    private static final class Line {
        private final ThreadSlot thread;
        private final LineReader reader;
        private final Object logger;
        private final Object event;
        private final @Nullable Line outer;
        private final int depth;
        private boolean reached;
        private boolean passedOn;
        private boolean taken;
        private boolean reading;
        private @Nullable Formatted formatted;

        Line(ThreadSlot thread, LineReader reader, Object logger, Object event, @Nullable Line outer) {
            this.thread = thread;
            this.reader = reader;
            this.logger = logger;
            this.event = event;
            this.outer = outer;
            this.depth = outer == null ? 1 : outer.depth + 1;
        }

        /** Null if it cannot be read. The line that it is compared for is kept already: neither of them is lost by that. */
        @Nullable
        String text() {
            try {
                return reader.text(event);
            } catch (Throwable fromTheApplication) {
                return null;
            }
        }

        /** What is read already is not read again: that may be what logs. */
        boolean says(@Nullable String text) {
            if (reading || text == null) {
                return false;
            }
            reading = true;
            try {
                return text.equals(text());
            } finally {
                reading = false;
            }
        }
    }
}
