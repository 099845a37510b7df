package org.apache.zookeeper.acme;

import org.apache.logging.log4j.LogManager;

/** Of the application, in a package that is named as a library's. */
public final class Elections implements Runnable {
    @Override
    public void run() {
        LogManager.getLogger(Elections.class).info("elections");
    }
}
