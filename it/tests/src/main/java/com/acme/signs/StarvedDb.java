package com.acme.signs;

import com.acme.Life;
import com.acme.matrix.OnDbScheduler;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** A db-scheduler of one thread, which a task that is to run but once holds for ever. */
public final class StarvedDb {
    private StarvedDb() {}

    public static void main(String[] args) throws Exception {
        RecurringTask<Void> waits =
                Tasks.recurring("waits", FixedDelay.ofMillis(200)).execute((instance, context) -> {});
        OneTimeTask<Void> holds = Tasks.oneTime("holds").execute((instance, context) -> Fleet.waitForever());
        DataSource database = OnDbScheduler.database();
        Scheduler scheduler = Scheduler.create(database, holds)
                .startTasks(waits)
                .pollingInterval(Duration.ofMillis(100))
                .threads(1)
                .build();
        scheduler.start();
        scheduler.schedule(holds.instance("1"), Instant.now().plusSeconds(2));
        Life.untilInputEnds();
    }
}
