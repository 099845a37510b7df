package com.acme.matrix;

import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.annotations.Job;
import org.jobrunr.scheduling.BackgroundJob;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.InMemoryStorageProvider;

/** Jobs of JobRunr: of a name, of none, at night, and one that fails. */
public final class OnJobRunr {
    private static final Logger LOG = LogManager.getLogger(OnJobRunr.class);
    private static final Work WORK = new Work(LOG::info);
    private static final int RUNS = 3;

    private OnJobRunr() {}

    public static void main(String[] args) throws Exception {
        JobRunr.configure()
                .useStorageProvider(new InMemoryStorageProvider())
                .useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(1)
                        .andPollInterval(Duration.ofSeconds(5)))
                .initialize();
        for (int i = 0; i < RUNS; i++) {
            BackgroundJob.enqueue(() -> work());
        }
        BackgroundJob.enqueue(() -> fail(4711));
        BackgroundJob.scheduleRecurrently("0 3 * * *", () -> nightly());
        WORK.live();
    }

    @Job(name = "the work", retries = 0)
    public static void work() {
        WORK.run();
    }

    @Job(retries = 0)
    public static void fail(int order) {
        throw new IllegalStateException("order " + order + " fails");
    }

    public static void nightly() {
        LOG.info("nightly");
    }
}
