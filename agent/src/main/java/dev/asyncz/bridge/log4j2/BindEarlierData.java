package dev.asyncz.bridge.log4j2;

import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;

/**
 * Adds task_id and run_id to what an injector that Log4j made before the agent came gives for an event. Never a shared
 * map, which that injector would fill for the next event.
 */
public final class BindEarlierData implements UnaryOperator<Object> {

    @Override
    public Object apply(Object data) {
        Run run = RunScope.current();
        if (run == null) {
            return data;
        }
        StringMap own = (StringMap) data;
        return TaskContextInjector.named(own.isFrozen() ? new SortedArrayStringMap(own) : own, run);
    }
}
