package dev.asyncz.bridge.log4j1;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineReader;
import dev.asyncz.bootstrap.TaskKeys;
import dev.asyncz.bootstrap.line.LineExtra;
import dev.asyncz.bootstrap.line.ThrowableText;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.time.Instant;
import java.util.Map;
import org.apache.log4j.Category;
import org.apache.log4j.Level;
import org.apache.log4j.MDC;
import org.apache.log4j.Priority;
import org.apache.log4j.spi.LoggingEvent;
import org.apache.log4j.spi.ThrowableInformation;
import org.jspecify.annotations.Nullable;

/** The events of Log4j 1.2.15 and newer, and of reload4j. */
public final class Log4j1Lines implements LineReader {

    /** In log4j-1.2-api, which has classes of the same names, each Category stands before a logger of Log4j 2. */
    private final boolean isLog4j2 = hasField("logger");

    /** @throws NoSuchMethodException for Log4j before 1.2.15, whose events have too little to read */
    public Log4j1Lines() throws NoSuchMethodException {
        LoggingEvent.class.getMethod("getProperties");
    }

    /** In the event's own copy of the context, which asynchronous appenders carry on. */
    @Override
    public void bind(Object event) {
        Run run = RunScope.current();
        if (run != null && !isLog4j2) {
            LoggingEvent line = (LoggingEvent) event;
            // What the context holds itself: MDC.get answers with the run.
            String task = TaskKeys.task(MDC.getContext());
            line.setProperty(TaskKeys.TASK_ID, task == null ? run.task() : task);
            if (!run.id().isEmpty()) {
                line.setProperty(TaskKeys.RUN_ID, run.id());
            }
        }
    }

    @Override
    public boolean isShown(Object logger, Object event, boolean reached, boolean passedOn) {
        return !isLog4j2 && !passedOn;
    }

    @Override
    public String text(Object event) {
        try {
            String text = ((LoggingEvent) event).getRenderedMessage();
            return text == null ? "" : text;
        } catch (Throwable fromTheApplication) {
            return LineExtra.unreadableMessage(fromTheApplication);
        }
    }

    @Override
    public void capture(Object subject) {
        LoggingEvent event = (LoggingEvent) subject;
        Map<?, ?> context = event.getProperties();
        String logger = event.getLoggerName();
        LineExtra extra = new LineExtra(event.getThreadName());
        LogLevel level = level(event, extra);
        addFields(event, extra);
        extra.mdc(context);
        addStack(event, extra);
        addException(event, extra);
        Hub.sink()
                .line(
                        Instant.ofEpochMilli(event.timeStamp),
                        level,
                        text(event),
                        logger == null ? "" : logger,
                        extra.task(context),
                        extra.run(context),
                        extra.map());
    }

    /** INFO, with a field that says so, where there is no level to be had. */
    @SuppressWarnings("deprecation") // A priority of the application's own need be no Level, as getLevel has it.
    private static LogLevel level(LoggingEvent event, LineExtra extra) {
        try {
            extra.level(ownName(event.level.toString()));
            return level(event.level.toInt());
        } catch (RuntimeException noLevel) {
            extra.unreadable("level", noLevel);
            return LogLevel.INFO;
        }
    }

    private static void addFields(LoggingEvent event, LineExtra extra) {
        try {
            extra.fields(event.getMessage() instanceof Map<?, ?> map ? map : null);
        } catch (Throwable fromTheApplication) {
            extra.unreadable("fields", fromTheApplication);
        }
    }

    private static void addStack(LoggingEvent event, LineExtra extra) {
        try {
            extra.ndc(event.getNDC());
        } catch (Throwable fromTheApplication) {
            extra.unreadable("ndc", fromTheApplication);
        }
    }

    private static void addException(LoggingEvent event, LineExtra extra) {
        try {
            extra.exceptionText(exception(event.getThrowableInformation()));
        } catch (Throwable fromTheApplication) {
            extra.unreadable(LogEntry.EXCEPTION, fromTheApplication);
        }
    }

    private static LogLevel level(int level) {
        if (level > Priority.WARN_INT) {
            return LogLevel.ERROR;
        }
        if (level > Priority.INFO_INT) {
            return LogLevel.WARN;
        }
        if (level > Priority.DEBUG_INT) {
            return LogLevel.INFO;
        }
        return level > Level.TRACE_INT ? LogLevel.DEBUG : LogLevel.TRACE;
    }

    private static @Nullable String ownName(String name) {
        for (LogLevel each : LogLevel.values()) {
            if (each.name().equals(name)) {
                return null;
            }
        }
        return name;
    }

    private static @Nullable String exception(@Nullable ThrowableInformation thrown) {
        if (thrown == null) {
            return null;
        }
        // One that came over the wire has no exception behind it.
        return thrown.getThrowable() != null
                ? ThrowableText.of(thrown.getThrowable())
                : String.join("\n", thrown.getThrowableStrRep());
    }

    private static boolean hasField(String name) {
        try {
            return Category.class.getDeclaredField(name) != null;
        } catch (NoSuchFieldException other) {
            return false;
        }
    }
}
