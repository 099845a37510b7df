package dev.asyncz.bridge.jboss;

import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineReader;
import dev.asyncz.bootstrap.TaskKeys;
import dev.asyncz.bootstrap.line.JulLevels;
import dev.asyncz.bootstrap.line.LineExtra;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.Map;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;

/** The records of JBoss LogManager. */
public final class JbossLines implements LineReader {

    /** In the record's own copy of the context, which asynchronous handlers carry on. */
    @Override
    public void bind(Object event) {
        Run run = RunScope.current();
        if (run != null) {
            ExtLogRecord line = (ExtLogRecord) event;
            // The copy, unlike what MDC.get answers, has what the application set and nothing else.
            String task = TaskKeys.task(line.getMdcCopy());
            line.putMdc(TaskKeys.TASK_ID, task == null ? run.task() : task);
            if (!run.id().isEmpty()) {
                line.putMdc(TaskKeys.RUN_ID, run.id());
            }
        }
    }

    @Override
    public String text(Object event) {
        try {
            String text = ((ExtLogRecord) event).getFormattedMessage();
            return text == null ? "" : text;
        } catch (Throwable fromTheApplication) {
            return LineExtra.unreadableMessage(fromTheApplication);
        }
    }

    @Override
    public void capture(Object subject) {
        ExtLogRecord event = (ExtLogRecord) subject;
        Map<String, String> context = event.getMdcCopy();
        String ndc = event.getNdc();
        LineExtra extra = new LineExtra(event.getThreadName());
        LogLevel level = level(event, extra);
        extra.mdc(context).ndc(ndc == null || ndc.isEmpty() ? null : ndc).exception(event.getThrown());
        addMarker(event, extra);
        String logger = event.getLoggerName();
        Hub.sink()
                .line(
                        event.getInstant(),
                        level,
                        text(event),
                        logger == null ? "" : logger,
                        extra.task(context),
                        extra.run(context),
                        extra.map());
    }

    /** JBoss LogManager before 3 has no markers. */
    private static void addMarker(ExtLogRecord event, LineExtra extra) {
        try {
            extra.marker(event.getMarker());
        } catch (LinkageError older) {
            // Then there is none.
        } catch (Throwable fromTheApplication) {
            extra.unreadable("marker", fromTheApplication);
        }
    }

    /** What its value says, whatever its name; INFO, with a field that says so, where there is no level to be had. */
    private static LogLevel level(ExtLogRecord event, LineExtra extra) {
        LogLevel nearest = LogLevel.INFO;
        try {
            Level level = event.getLevel();
            nearest = JulLevels.level(level.intValue());
            extra.level(JulLevels.ownName(level.getName()));
        } catch (Throwable fromTheApplication) {
            extra.unreadable("level", fromTheApplication);
        }
        return nearest;
    }
}
