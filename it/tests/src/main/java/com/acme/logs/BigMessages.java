package com.acme.logs;

import com.acme.Life;
import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs as many messages of ten million characters as its first argument says. */
public final class BigMessages {
    private static final Logger LOG = LogManager.getLogger(BigMessages.class);

    private BigMessages() {}

    public static void main(String[] args) throws IOException {
        int messages = Integer.parseInt(args[0]);
        for (int i = 0; i < messages; i++) {
            LOG.info(i + " begins" + "x".repeat(10_000_000) + "ends " + i);
        }
        Life.untilInputEnds();
    }
}
