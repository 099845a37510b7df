package dev.asyncz.bridge.jboss;

import dev.asyncz.bootstrap.Hub;
import java.util.Collection;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** Takes the lines that a handler has kept until the levels were known, as it writes them: those that pass. */
public final class ReplayLines implements UnaryOperator<Object> {
    private final JbossLines lines = new JbossLines();

    @Override
    public Object apply(Object records) {
        for (Object each : (Collection<?>) records) {
            try {
                ExtLogRecord line = (ExtLogRecord) each;
                if (Logger.getLogger(line.getLoggerName()).isLoggable(line.getLevel())) {
                    lines.capture(line);
                }
            } catch (Throwable t) {
                Hub.lostLine("a line from before logging was configured", t);
            }
        }
        return records;
    }
}
