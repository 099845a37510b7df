package com.acme.matrix;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalTime;
import javax.sql.DataSource;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.h2.jdbcx.JdbcDataSource;

/** Recurring tasks of db-scheduler, in a database in memory. */
public final class OnDbScheduler {
    private static final Logger LOG = LogManager.getLogger(OnDbScheduler.class);
    private static final Work WORK = new Work(LOG::info);
    private static final int INTERVAL_MILLIS = 100;

    private OnDbScheduler() {}

    public static void main(String[] args) throws Exception {
        RecurringTask<Void> work = Tasks.recurring("the work", FixedDelay.ofMillis(INTERVAL_MILLIS))
                .execute((instance, context) -> WORK.run());
        RecurringTask<Void> fails = Tasks.recurring("fails", FixedDelay.ofHours(1))
                .execute((instance, context) -> {
                    throw new IllegalStateException("db-scheduler logs this");
                });
        RecurringTask<Void> nightly = Tasks.recurring("nightly", Schedules.cron("0 0 3 * * *"))
                .execute((instance, context) -> LOG.info("nightly"));
        RecurringTask<Void> daily = Tasks.recurring("daily", Schedules.daily(LocalTime.of(3, 0)))
                .execute((instance, context) -> LOG.info("daily"));
        Scheduler scheduler = Scheduler.create(database())
                .startTasks(work, fails, nightly, daily)
                .pollingInterval(Duration.ofMillis(INTERVAL_MILLIS))
                .threads(2)
                .build();
        scheduler.start();
        WORK.live();
    }

    /** One of its own for each program: in memory, with the table. */
    public static DataSource database() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:tasks;DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table scheduled_tasks (task_name varchar(100), task_instance varchar(100),"
                    + " task_data blob, execution_time timestamp with time zone, picked boolean,"
                    + " picked_by varchar(50), last_success timestamp with time zone,"
                    + " last_failure timestamp with time zone, consecutive_failures int,"
                    + " last_heartbeat timestamp with time zone, version bigint, priority smallint,"
                    + " primary key (task_name, task_instance))");
        }
        return database;
    }
}
