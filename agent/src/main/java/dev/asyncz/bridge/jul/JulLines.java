package dev.asyncz.bridge.jul;

import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineReader;
import dev.asyncz.bootstrap.line.JulLevels;
import dev.asyncz.bootstrap.line.LineExtra;
import dev.asyncz.bootstrap.line.Lines;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The records of java.util.logging. They know no context: a line belongs to the run of the thread that logs. */
public final class JulLines implements LineReader {
    @Override
    public boolean isShown(Object subject, Object event, boolean reached, boolean passedOn) {
        Logger logger = (Logger) subject;
        LogRecord line = (LogRecord) event;
        // A logger whose subclass keeps its handlers elsewhere is never seen to reach them.
        boolean passed = reached || (logger.getFilter() == null && logger.isLoggable(line.getLevel()));
        return passed && (!passedOn || isShownElsewhere(logger, line.getLevel().intValue()));
    }

    /** Whether a handler beside the one that hands its lines on takes a line of this level. */
    private static boolean isShownElsewhere(Logger logger, int level) {
        for (Logger each = logger; each != null; each = each.getUseParentHandlers() ? each.getParent() : null) {
            for (Handler handler : each.getHandlers()) {
                if (!handler.getClass().getSimpleName().endsWith("BridgeHandler")
                        && level >= handler.getLevel().intValue()) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public String text(Object event) {
        LogRecord line = (LogRecord) event;
        try {
            String known = Lines.text(line, line.getMessage(), line.getParameters());
            String text = known != null ? known : JulText.of(line);
            return text == null ? "" : text;
        } catch (Throwable fromTheApplication) {
            return LineExtra.unreadableMessage(fromTheApplication);
        }
    }

    @Override
    public void capture(Object subject) {
        LogRecord event = (LogRecord) subject;
        LineExtra extra = new LineExtra(Thread.currentThread().getName());
        LogLevel level = level(event, extra);
        extra.exception(event.getThrown());
        String logger = event.getLoggerName();
        Hub.sink()
                .line(
                        event.getInstant(),
                        level,
                        text(event),
                        logger == null ? "" : logger,
                        extra.task(null),
                        extra.run(null),
                        extra.map());
    }

    /** What its value says, whatever its name; INFO, with a field that says so, where there is no level to be had. */
    private static LogLevel level(LogRecord event, LineExtra extra) {
        LogLevel nearest = LogLevel.INFO;
        try {
            Level level = event.getLevel();
            nearest = JulLevels.level(level.intValue());
            extra.level(ownName(level));
        } catch (Throwable fromTheApplication) {
            extra.unreadable("level", fromTheApplication);
        }
        return nearest;
    }

    private static @Nullable String ownName(Level level) {
        if (level == Level.INFO || level == Level.WARNING || level == Level.SEVERE) {
            return null;
        }
        return JulLevels.ownName(level.getName());
    }
}
