package dev.asyncz.bridge.log4j2;

import dev.asyncz.bootstrap.TaskKeys;
import dev.asyncz.bootstrap.line.Lines;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.List;
import org.apache.logging.log4j.core.ContextDataInjector;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds task_id and run_id to the context data of each event, on the thread that logs: asynchronous loggers and
 * appenders carry them on. Where the application names the task itself, task_id is what it says.
 */
final class TaskContextInjector implements ContextDataInjector {
    private final ContextDataInjector injector;

    TaskContextInjector(ContextDataInjector injector) {
        this.injector = injector;
    }

    @Override
    public StringMap injectContextData(@Nullable List<Property> properties, @Nullable StringMap reusable) {
        Lines.accepted();
        // Log4j hands back what the last event got, and fills it in place; what is shared must not be filled.
        StringMap fillable =
                reusable != null && reusable.isFrozen() ? ContextDataFactory.createContextData() : reusable;
        StringMap data = injector.injectContextData(properties, fillable);
        Run run = RunScope.current();
        return run == null ? data : bound(data, run);
    }

    @Override
    public ReadOnlyStringMap rawContextData() {
        ReadOnlyStringMap data = injector.rawContextData();
        Run run = RunScope.current();
        return run == null ? data : bound(new SortedArrayStringMap(data), run);
    }

    /** Most lines of a run have the same context, and share one frozen map. */
    private static StringMap bound(StringMap data, Run run) {
        StringMap shared = RunContext.bound(data, run);
        return shared != null ? shared : named(data.isFrozen() ? withRoom(data) : data, run);
    }

    private static StringMap withRoom(StringMap frozen) {
        StringMap copy = new SortedArrayStringMap(frozen.size() + 2);
        copy.putAll(frozen);
        return copy;
    }

    /** Adds what is missing. */
    static StringMap named(StringMap writable, Run run) {
        String task = ContextKeys.task(writable);
        writable.putValue(TaskKeys.TASK_ID, task == null ? run.task() : task);
        if (!run.id().isEmpty()) {
            writable.putValue(TaskKeys.RUN_ID, run.id());
        }
        return writable;
    }
}
