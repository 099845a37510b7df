package com.acme.logs;

import com.acme.Life;
import java.io.IOException;
import java.util.ArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** Takes away by code every appender that it does not know, in each of the ways that Log4j offers. */
public final class Tidy {
    private static final Logger LOG = LogManager.getLogger("com.acme.tidy");

    private Tidy() {}

    public static void main(String[] args) throws IOException {
        LoggerContext context = LoggerContext.getContext(false);
        Configuration configuration = context.getConfiguration();
        LoggerConfig root = configuration.getRootLogger();
        LOG.error("before");
        System.out.println("root has " + root.getAppenders().keySet() + ", configuration has "
                + configuration.getAppenders().keySet() + ", logger has "
                + context.getRootLogger().getAppenders().keySet());

        for (String name : new ArrayList<>(root.getAppenders().keySet())) {
            root.removeAppender(name);
        }
        LOG.error("all known removed");
        root.removeAppender("AsyncZ");
        LOG.error("removed by name");
        context.getRootLogger().getAppenders().values().forEach(context.getRootLogger()::removeAppender);
        LOG.error("removed from the logger");

        LoggerConfig own = new LoggerConfig("com.acme.tidy", Level.TRACE, true);
        configuration.addLogger("com.acme.tidy", own);
        context.updateLoggers();
        LOG.error("additive");
        own.setAdditive(false);
        LOG.error("not additive");
        own.setAdditive(true);
        LOG.error("additive again");
        LOG.log(Level.forName("VERBOSE", 550), "verbose");
        LOG.log(Level.forName("NOTICE", 350), "notice");
        Life.untilInputEnds();
    }
}
