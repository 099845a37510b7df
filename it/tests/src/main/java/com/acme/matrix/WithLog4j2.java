package com.acme.matrix;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Log4j 2, configured by its file. */
public final class WithLog4j2 {
    private static final Logger LOG = LogManager.getLogger(WithLog4j2.class);

    private WithLog4j2() {}

    public static void main(String[] args) throws Exception {
        Work.withLogger(LOG::info);
    }
}
