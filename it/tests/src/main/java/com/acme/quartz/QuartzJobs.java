package com.acme.quartz;

import com.acme.Life;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Quartz with a job that works and one that fails. */
public final class QuartzJobs {
    private static final Logger LOG = LogManager.getLogger(QuartzJobs.class);
    private static final int INTERVAL = 200;

    private QuartzJobs() {}

    public static void main(String[] args) throws Exception {
        Scheduler scheduler = StdSchedulerFactory.getDefaultScheduler();
        schedule(scheduler, Export.class, "export");
        schedule(scheduler, Failing.class, "failing");
        scheduler.start();
        Life.untilInputEnds();
    }

    private static void schedule(Scheduler scheduler, Class<? extends Job> job, String name) throws SchedulerException {
        scheduler.scheduleJob(
                JobBuilder.newJob(job).withIdentity(name, "billing").build(),
                TriggerBuilder.newTrigger()
                        .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(INTERVAL)
                                .repeatForever())
                        .build());
    }

    /** Works. */
    public static class Export implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            LOG.info("export");
        }
    }

    /** Fails in both of the ways that a job can. */
    public static class Failing implements Job {
        private static int round;

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            round++;
            LOG.info("about to fail");
            if (round % 2 == 0) {
                throw new JobExecutionException("declared failure");
            }
            throw new IllegalStateException("undeclared failure");
        }
    }
}
