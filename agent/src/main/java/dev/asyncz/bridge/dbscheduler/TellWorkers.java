package dev.asyncz.bridge.dbscheduler;

import com.github.kagkarlsson.scheduler.task.Task;
import dev.asyncz.bootstrap.schedule.Pools;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tells whose threads run the tasks of a scheduler: given the scheduler, its tasks, and how many threads it has. */
public final class TellWorkers implements UnaryOperator<Object> {
    @Override
    public Object apply(Object subject) {
        Object[] built = (Object[]) subject;
        for (Object task : (List<?>) built[1]) {
            Pools.worksFor(((Task<?>) task).getName(), built[0], (Integer) built[2], true);
        }
        return subject;
    }
}
