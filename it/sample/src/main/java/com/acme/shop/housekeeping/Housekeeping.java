package com.acme.shop.housekeeping;

import com.acme.shop.billing.InvoiceExport;
import com.acme.shop.marketing.Newsletter;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The schedulers that Spring does not bring: Quartz for the nightly work, a Timer from the shop's first days. */
@Configuration
class Housekeeping {

    @Bean(destroyMethod = "shutdown")
    Scheduler quartz() throws SchedulerException {
        Scheduler scheduler = new StdSchedulerFactory("quartz.properties").getScheduler();
        every(5, InvoiceExport.class, "billing", "invoice-export", scheduler);
        every(7, Newsletter.class, "marketing", "newsletter", scheduler);
        scheduler.start();
        return scheduler;
    }

    @Bean(destroyMethod = "cancel")
    Timer timer() {
        Timer timer = new Timer("housekeeping", true);
        timer.schedule(new SessionCleanup(), 1_500, 4_000);
        return timer;
    }

    private static void every(int seconds, Class<? extends Job> job, String group, String name, Scheduler scheduler)
            throws SchedulerException {
        scheduler.scheduleJob(
                JobBuilder.newJob(job).withIdentity(name, group).build(),
                TriggerBuilder.newTrigger()
                        .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(seconds))
                        .build());
    }

    private static final class SessionCleanup extends TimerTask {
        private static final Logger LOG = LogManager.getLogger(SessionCleanup.class);
        private int round;

        @Override
        public void run() {
            round++;
            LOG.debug("Scanning sessions");
            LOG.info("{} expired sessions removed", round * 17 % 23);
        }
    }
}
