package com.acme.web;

import jakarta.servlet.ServletContextEvent;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A web application that logs through its own Log4j 2. */
public final class Log4jApp extends TickingApp {
    private static final Logger LOG = LogManager.getLogger(Log4jApp.class);

    public Log4jApp() {
        super(LOG::info);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        super.contextDestroyed(event);
        LogManager.shutdown();
    }
}
