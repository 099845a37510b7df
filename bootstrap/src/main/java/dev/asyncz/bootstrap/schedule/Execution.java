package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.handoff.Handoff;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.FutureHandle;
import dev.asyncz.bootstrap.run.RunBinding;
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

    record NewRun(TaskPlan plan, Consequence consequence, FutureHandle handle) implements Execution {
        @Override
        public Object begin() {
            return RunScope.begin(plan, handle);
        }

        @Override
        public void failed(Throwable failure) {
            Failures.failed(failure, consequence, handle.future());
        }

        @Override
        public void end(@Nullable Object begun) {
            RunScope.end(begun);
        }
    }

    /** What a layer above makes a run of, and what its exceptions end. */
    record OtherRun(TaskPlan plan, FutureHandle handle) implements Execution {
        @Override
        public @Nullable Object begin() {
            return null;
        }

        @Override
        public void failed(Throwable failure) {
            if (!handle.isEnded(failure) && RunEvents.listener().wants(plan.task())) {
                Failures.died(plan.task(), System.currentTimeMillis(), Consequence.NEVER_AGAIN);
            }
        }

        @Override
        public void end(@Nullable Object begun) {}
    }

    record WithinRun(RunBinding binding, FutureHandle handle) implements Execution {
        @Override
        public @Nullable Object begin() {
            return RunScope.bind(binding);
        }

        @Override
        public void failed(Throwable failure) {
            Handoff.swallowed(handle.future(), failure);
        }

        @Override
        public void end(@Nullable Object begun) {
            RunScope.restore((RunBinding) begun);
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
