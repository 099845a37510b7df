package dev.asyncz.bridge.jboss;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineReader;
import dev.asyncz.bootstrap.TaskKeys;
import dev.asyncz.bootstrap.line.JulLevels;
import dev.asyncz.bootstrap.line.LineExtra;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.Map;
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
        String text = ((ExtLogRecord) event).getFormattedMessage();
        return text == null ? "" : text;
    }

    @Override
    public void capture(Object subject) {
        ExtLogRecord event = (ExtLogRecord) subject;
        Map<String, String> context = event.getMdcCopy();
        String ndc = event.getNdc();
        LineExtra extra = new LineExtra(event.getThreadName())
                .level(JulLevels.ownName(event.getLevel().getName()))
                .mdc(context)
                .ndc(ndc == null || ndc.isEmpty() ? null : ndc)
                .exception(event.getThrown());
        addMarker(event, extra);
        String logger = event.getLoggerName();
        Hub.sink()
                .line(
                        event.getInstant(),
                        JulLevels.level(event.getLevel().intValue()),
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
        }
    }
}
