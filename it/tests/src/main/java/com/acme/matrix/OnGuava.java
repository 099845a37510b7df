package com.acme.matrix;

import com.google.common.util.concurrent.AbstractScheduledService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Services of Guava that do something again and again. */
public final class OnGuava {
    private static final Logger LOG = LogManager.getLogger(OnGuava.class);
    private static final int INTERVAL_MILLIS = 50;

    private OnGuava() {}

    public static void main(String[] args) throws Exception {
        Work work = new Work(LOG::info);
        new Beat(work).startAsync();
        new Failing().startAsync();
        work.live();
    }

    private static final class Beat extends AbstractScheduledService {
        private final Work work;

        Beat(Work work) {
            this.work = work;
        }

        @Override
        protected void runOneIteration() {
            work.run();
        }

        @Override
        protected Scheduler scheduler() {
            return Scheduler.newFixedDelaySchedule(INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static final class Failing extends AbstractScheduledService {
        @Override
        protected void runOneIteration() {
            throw new IllegalStateException("Guava keeps this to itself");
        }

        @Override
        protected Scheduler scheduler() {
            return Scheduler.newFixedRateSchedule(INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
