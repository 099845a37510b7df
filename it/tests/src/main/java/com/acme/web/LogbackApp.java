package com.acme.web;

import jakarta.servlet.ServletContextEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A web application that logs through its own Logback. */
public final class LogbackApp extends TickingApp {
    private static final Logger LOG = LoggerFactory.getLogger(LogbackApp.class);

    public LogbackApp() {
        super(LOG::info);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        super.contextDestroyed(event);
        Object context = LoggerFactory.getILoggerFactory();
        try {
            // Ends the threads of its appenders.
            context.getClass().getMethod("stop").invoke(context);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
