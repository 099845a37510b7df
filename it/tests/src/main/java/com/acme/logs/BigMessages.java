package com.acme.logs;

import com.acme.Life;
import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs as many messages as its first argument says, each of as many characters as its second says of its third. */
public final class BigMessages {
    private static final Logger LOG = LogManager.getLogger(BigMessages.class);

    private BigMessages() {}

    public static void main(String[] args) throws IOException {
        int messages = Integer.parseInt(args[0]);
        int characters = Integer.parseInt(args[1]);
        for (int i = 0; i < messages; i++) {
            LOG.info(i + " begins" + args[2].repeat(characters) + "ends " + i);
        }
        Life.untilInputEnds();
    }
}
