package dev.asyncz.bridge.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineReader;
import dev.asyncz.bootstrap.line.LineExtra;
import dev.asyncz.bootstrap.line.ThrowableText;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logback's events, from 1.2 to 1.6. */
public final class LogbackLines implements LineReader {

    /** From 1.3 on, which is made for SLF4J 2, there is more to an event. */
    private final boolean slf4j2 = hasMethod("getKeyValuePairs");

    @Override
    public String text(Object event) {
        try {
            String text = ((ILoggingEvent) event).getFormattedMessage();
            return text == null ? "" : text;
        } catch (Throwable fromTheApplication) {
            return LineExtra.unreadableMessage(fromTheApplication);
        }
    }

    @Override
    public void capture(Object subject) {
        ILoggingEvent event = (ILoggingEvent) subject;
        String logger = event.getLoggerName();
        LineExtra extra = new LineExtra(event.getThreadName());
        Map<String, String> context = context(event, extra);
        addParts(event, extra.mdc(context));
        addException(event, extra);
        Hub.sink()
                .line(
                        slf4j2 ? Slf4j2Parts.instant(event) : Instant.ofEpochMilli(event.getTimeStamp()),
                        level(event, extra),
                        text(event),
                        logger == null ? "" : logger,
                        extra.task(context),
                        extra.run(context),
                        extra.map());
    }

    private void addParts(ILoggingEvent event, LineExtra extra) {
        try {
            EventParts parts = slf4j2 ? Slf4j2Parts.of(event) : EventParts.of(event);
            extra.fields(parts.fields()).marker(parts.markers());
        } catch (Throwable t) {
            extra.unreadable("fields", t);
        }
    }

    /** A context of loggers that the application has made by itself may know of no MDC, and throws. */
    private static @Nullable Map<String, String> context(ILoggingEvent event, LineExtra extra) {
        try {
            return event.getMDCPropertyMap();
        } catch (Throwable t) {
            extra.unreadable("mdc", t);
            return null;
        }
    }

    private static void addException(ILoggingEvent event, LineExtra extra) {
        try {
            extra.exceptionText(exception(event.getThrowableProxy()));
        } catch (Throwable t) {
            extra.unreadable(LogEntry.EXCEPTION, t);
        }
    }

    /** INFO, with a field that says so, where there is no level to be had. */
    private static LogLevel level(ILoggingEvent event, LineExtra extra) {
        try {
            return level(event.getLevel());
        } catch (RuntimeException noLevel) {
            extra.unreadable("level", noLevel);
            return LogLevel.INFO;
        }
    }

    private static LogLevel level(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> LogLevel.ERROR;
            case Level.WARN_INT -> LogLevel.WARN;
            case Level.INFO_INT -> LogLevel.INFO;
            case Level.DEBUG_INT -> LogLevel.DEBUG;
            default -> LogLevel.TRACE;
        };
    }

    private static @Nullable String exception(@Nullable IThrowableProxy proxy) {
        if (proxy == null) {
            return null;
        }
        // One that came over the wire has no exception behind it.
        return proxy instanceof ThrowableProxy local && local.getThrowable() != null
                ? ThrowableText.of(local.getThrowable())
                : ThrowableProxyUtil.asString(proxy);
    }

    private static boolean hasMethod(String name) {
        try {
            return ILoggingEvent.class.getMethod(name) != null;
        } catch (NoSuchMethodException older) {
            return false;
        }
    }
}
