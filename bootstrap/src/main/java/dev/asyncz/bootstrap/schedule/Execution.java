package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.handoff.Handoff;
import dev.asyncz.bootstrap.run.Bond;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.Hold;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What happens around a piece of work: the beginning gives what the end needs. */
interface Execution {
    @Nullable
    Object begin();

    void failed(Throwable failure);

    void end(@Nullable Object begun);

    record NewRun(TaskPlan plan, Consequence consequence, Hold hold) implements Execution {
        @Override
        public Object begin() {
            return RunScope.begin(plan, hold);
        }

        @Override
        public void failed(Throwable failure) {
            Failures.failed(failure, consequence, hold.future());
        }

        @Override
        public void end(@Nullable Object begun) {
            RunScope.end(begun);
        }
    }

    /** What a layer above makes a run of, and what its exceptions end. */
    record OtherRun(TaskPlan plan, Hold hold) implements Execution {
        @Override
        public @Nullable Object begin() {
            return null;
        }

        @Override
        public void failed(Throwable failure) {
            if (!hold.isEnded(failure) && RunEvents.listener().wants(plan.task())) {
                Failures.died(plan.task(), System.currentTimeMillis(), Consequence.NEVER_AGAIN);
            }
        }

        @Override
        public void end(@Nullable Object begun) {}
    }

    record WithinRun(Bond bond, Hold hold) implements Execution {
        @Override
        public @Nullable Object begin() {
            return RunScope.bind(bond);
        }

        @Override
        public void failed(Throwable failure) {
            Handoff.swallowed(hold.future(), failure);
        }

        @Override
        public void end(@Nullable Object begun) {
            RunScope.restore((Bond) begun);
        }
    }

    record OfRunnable(Runnable work, Execution execution) implements Runnable {
        @Override
        public void run() {
            Object begun = execution.begin();
            try {
                work.run();
            } catch (Throwable t) {
                execution.failed(t);
                throw t;
            } finally {
                execution.end(begun);
            }
        }

        @Override
        public String toString() {
            return work.toString();
        }
    }

    record OfCallable<V>(Callable<V> work, Execution execution) implements Callable<V> {
        @Override
        public V call() throws Exception {
            Object begun = execution.begin();
            try {
                return work.call();
            } catch (Throwable t) {
                execution.failed(t);
                throw t;
            } finally {
                execution.end(begun);
            }
        }

        @Override
        public String toString() {
            return work.toString();
        }
    }
}
