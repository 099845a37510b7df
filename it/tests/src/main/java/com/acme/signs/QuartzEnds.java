package com.acme.signs;

import com.acme.Life;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Jobs of Quartz that try again at once, and jobs that never run again. */
public final class QuartzEnds {
    private static final Logger LOG = LogManager.getLogger(QuartzEnds.class);

    private QuartzEnds() {}

    public static void main(String[] args) throws Exception {
        Scheduler scheduler = StdSchedulerFactory.getDefaultScheduler();
        schedule(scheduler, Refires.class, 60_000);
        schedule(scheduler, Unscheduled.class, 200);
        schedule(scheduler, AllUnscheduled.class, 200);
        schedule(scheduler, Unmade.class, 200);
        JobDetail two = schedule(scheduler, OneOfTwo.class, 200);
        scheduler.scheduleJob(trigger(3_600_000, two));
        once(scheduler, Once.class);
        scheduler.start();
        Life.untilInputEnds();
    }

    private static JobDetail schedule(Scheduler scheduler, Class<? extends Job> job, int millis)
            throws SchedulerException {
        JobDetail detail =
                JobBuilder.newJob(job).withIdentity(job.getSimpleName(), "ends").build();
        scheduler.scheduleJob(detail, trigger(millis, detail));
        return detail;
    }

    private static Trigger trigger(int millis, JobDetail job) {
        return TriggerBuilder.newTrigger()
                .forJob(job)
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(millis)
                        .repeatForever())
                .startAt(new java.util.Date(System.currentTimeMillis() + (millis > 3_000_000 ? millis : 0)))
                .build();
    }

    private static void once(Scheduler scheduler, Class<? extends Job> job) throws SchedulerException {
        scheduler.scheduleJob(
                JobBuilder.newJob(job).withIdentity(job.getSimpleName(), "ends").build(),
                TriggerBuilder.newTrigger().startNow().build());
    }

    /** Fails twice, then works. */
    public static class Refires implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            if (context.getRefireCount() < 2) {
                throw new JobExecutionException("not yet", true);
            }
            LOG.info("at last");
        }
    }

    /** Ends itself by its exception. */
    public static class Unscheduled implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            JobExecutionException failure = new JobExecutionException("never again");
            failure.setUnscheduleFiringTrigger(true);
            throw failure;
        }
    }

    /** Ends itself by its exception, too. */
    public static class AllUnscheduled implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            JobExecutionException failure = new JobExecutionException("none again");
            failure.setUnscheduleAllTriggers(true);
            throw failure;
        }
    }

    /** Goes on by its other trigger. */
    public static class OneOfTwo extends Unscheduled {}

    /** Was not to run again anyway. */
    public static class Once extends Unscheduled {}

    /** Cannot be made. */
    public static class Unmade implements Job {
        public Unmade() {
            throw new IllegalStateException("cannot be made");
        }

        @Override
        public void execute(JobExecutionContext context) {}
    }
}
