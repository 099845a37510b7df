package dev.asyncz.bridge.log4j2;

import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.AgentThreads;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineReader;
import dev.asyncz.bootstrap.line.LineExtra;
import dev.asyncz.bootstrap.line.Lines;
import java.time.Instant;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.message.FlowMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.StringBuilderFormattable;

/**
 * The events of Log4j 2. Reads the task from the event's own context data, as an asynchronous logger calls on a thread
 * of its own.
 */
public final class Log4j2Lines implements LineReader {

    /**
     * Lets the message keep its text, which the application's appenders then take as well: most layouts would have it
     * made without keeping it, and the agent would ask every argument for its toString once more.
     */
    @Override
    public void bind(Object event) {
        Message logged = ((LogEvent) event).getMessage();
        Message message = logged instanceof FlowMessage flow ? flow.getMessage() : logged;
        if (message instanceof ParameterizedMessage || isObject(message)) {
            keepText(message);
        }
    }

    /** Not one that writes itself in its own way, which need not be its toString. */
    private static boolean isObject(Message message) {
        return message instanceof ObjectMessage object && !(object.getParameter() instanceof StringBuilderFormattable);
    }

    private static void keepText(Message message) {
        try {
            message.getFormattedMessage();
        } catch (Throwable fromToString) {
            // It is thrown once more where the application expects it: from its own appenders.
        }
    }

    @Override
    public String text(Object event) {
        try {
            Message message = ((LogEvent) event).getMessage();
            String text = message == null ? null : message.getFormattedMessage();
            return text == null ? "" : text;
        } catch (Throwable fromTheApplication) {
            return LineExtra.unreadableMessage(fromTheApplication);
        }
    }

    @Override
    public void capture(Object subject) {
        LogEvent event = (LogEvent) subject;
        String thread = event.getThreadName();
        if (AgentThreads.isName(thread)) {
            return;
        }
        String text = text(event);
        ReadOnlyStringMap context = event.getContextData();
        String task = EventExtra.taskField(event);
        String logger = event.getLoggerName();
        Hub.sink()
                .line(
                        timestamp(event),
                        level(event.getLevel()),
                        EventExtra.message(event.getMessage(), text),
                        logger == null ? "" : logger,
                        task != null ? task : ContextKeys.task(context),
                        ContextKeys.run(context),
                        EventExtra.of(event, context));
        Lines.captured(text);
    }

    private static Instant timestamp(LogEvent event) {
        var instant = event.getInstant();
        return Instant.ofEpochSecond(instant.getEpochSecond(), instant.getNanoOfSecond());
    }

    /** FATAL is an ERROR, and a custom level the nearest that is no less severe, as Log4j itself has it. */
    private static LogLevel level(Level level) {
        return switch (level.getStandardLevel()) {
            case OFF, FATAL, ERROR -> LogLevel.ERROR;
            case WARN -> LogLevel.WARN;
            case INFO -> LogLevel.INFO;
            case DEBUG -> LogLevel.DEBUG;
            case TRACE, ALL -> LogLevel.TRACE;
        };
    }
}
