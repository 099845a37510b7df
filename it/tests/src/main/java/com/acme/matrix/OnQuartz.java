package com.acme.matrix;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.quartz.CronScheduleBuilder;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** A Quartz job. */
public final class OnQuartz {
    private static final Logger LOG = LogManager.getLogger(OnQuartz.class);
    private static final Work WORK = new Work(LOG::info);
    private static final int INTERVAL_MILLIS = 100;

    private OnQuartz() {}

    public static void main(String[] args) throws Exception {
        Scheduler scheduler = StdSchedulerFactory.getDefaultScheduler();
        SimpleScheduleBuilder schedule = SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(INTERVAL_MILLIS)
                .repeatForever();
        scheduler.scheduleJob(
                JobBuilder.newJob(Execution.class)
                        .withIdentity("work", "matrix")
                        .build(),
                TriggerBuilder.newTrigger().withSchedule(schedule).build());
        scheduler.scheduleJob(
                JobBuilder.newJob(Execution.class)
                        .withIdentity("nightly", "matrix")
                        .build(),
                TriggerBuilder.newTrigger()
                        .withSchedule(CronScheduleBuilder.cronSchedule("0 0 3 * * ?"))
                        .build());
        scheduler.start();
        WORK.live();
    }

    /** Made by Quartz, anew for each run. */
    @DisallowConcurrentExecution
    public static class Execution implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            WORK.run();
        }
    }
}
