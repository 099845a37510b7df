package com.acme.matrix;

import java.util.Timer;
import java.util.TimerTask;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A {@code java.util.Timer}. */
public final class OnTimer {
    private static final Logger LOG = LogManager.getLogger(OnTimer.class);
    private static final int INTERVAL_MILLIS = 50;

    private OnTimer() {}

    public static void main(String[] args) throws Exception {
        Work work = new Work(LOG::info);
        new Timer().schedule(new Beat(work), INTERVAL_MILLIS, INTERVAL_MILLIS);
        work.live();
    }

    private static final class Beat extends TimerTask {
        private final Work work;

        Beat(Work work) {
            this.work = work;
        }

        @Override
        public void run() {
            work.run();
        }
    }
}
