package dev.asyncz.bridge.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
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
        String text = ((ILoggingEvent) event).getFormattedMessage();
        return text == null ? "" : text;
    }

    @Override
    public void capture(Object subject) {
        ILoggingEvent event = (ILoggingEvent) subject;
        Map<String, String> context = event.getMDCPropertyMap();
        String logger = event.getLoggerName();
        LineExtra extra = new LineExtra(event.getThreadName()).mdc(context);
        addParts(event, extra);
        extra.exceptionText(exception(event.getThrowableProxy()));
        Hub.sink()
                .line(
                        slf4j2 ? Slf4j2Parts.instant(event) : Instant.ofEpochMilli(event.getTimeStamp()),
                        level(event.getLevel()),
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
