package com.acme.voices;

import com.acme.Life;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One periodic task for each of the voices that its arguments name, and lines outside of it. */
public final class Scenario {
    private static final int ROUNDS = 2;

    private Scenario() {}

    public static void main(String[] args) throws Exception {
        for (String name : args) {
            if (name.startsWith("manager=")) {
                System.setProperty("java.util.logging.manager", name.substring("manager=".length()));
            } else {
                perform(name, voice(name));
            }
        }
        Life.untilInputEnds();
    }

    private static Voice voice(String name) throws ReflectiveOperationException {
        return (Voice) Class.forName("com.acme.voices." + name + "Voice")
                .getDeclaredConstructor()
                .newInstance();
    }

    private static void perform(String name, Voice voice) throws Exception {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        voice.info(name + " before any task");
        Round round = new Round(name, voice, other);
        timer.scheduleAtFixedRate(round, 0, 10, TimeUnit.MILLISECONDS);
        round.done.await();
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.submit(() -> voice.info(name + " after the runs, task " + voice.get("task_id")))
                .get();
        other.submit(() -> voice.info(name + " after the runs, run " + voice.get("run_id")))
                .get();
        timer.shutdown();
        other.shutdown();
        voice.info(name + " after all tasks");
    }

    /** What happens in each run. */
    static final class Round implements Runnable {
        private final String name;
        private final Voice voice;
        private final ExecutorService other;
        private final CountDownLatch done = new CountDownLatch(ROUNDS);
        private int number;

        Round(String name, Voice voice, ExecutorService other) {
            this.name = name;
            this.voice = voice;
            this.other = other;
        }

        @Override
        public void run() {
            if (done.getCount() == 0) {
                return;
            }
            number++;
            String prefix = name + " round " + number + ": ";
            voice.info(prefix + "plain");
            voice.info(prefix + "looked up " + voice.get("task_id"));
            voice.put("customer", "Ana");
            voice.info(prefix + "with a context");
            voice.clear();
            voice.info(prefix + "after clear");
            voice.put("job_id", "own-job");
            voice.info(prefix + "with a job of its own");
            voice.clear();
            voice.error(prefix + "with an exception", new IllegalStateException("outer", new IOException("inner")));
            voice.rich(prefix);
            hop(prefix);
            done.countDown();
        }

        private void hop(String prefix) {
            try {
                other.submit(() -> voice.info(prefix + "on another thread")).get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
