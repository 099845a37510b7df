package com.acme.port;

import org.jobrunr.configuration.JobRunr;
import org.jobrunr.storage.InMemoryStorageProvider;

/** JobRunr's own dashboard. */
final class OfJobRunr {
    private OfJobRunr() {}

    static AutoCloseable start(int port) {
        JobRunr.configure()
                .useStorageProvider(new InMemoryStorageProvider())
                .useDashboard(port)
                .initialize();
        return JobRunr::destroy;
    }
}
