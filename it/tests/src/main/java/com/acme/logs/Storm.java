package com.acme.logs;

import com.acme.Life;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs as many numbered lines as its first argument says, from as many threads as its second says. */
public final class Storm {
    private static final Logger LOG = LogManager.getLogger(Storm.class);

    private Storm() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int lines = Integer.parseInt(args[0]);
        int threads = Integer.parseInt(args[1]);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int from = i;
            Thread thread = new Thread(() -> {
                for (int line = from; line < lines; line += threads) {
                    LOG.info("line {}", line);
                }
            });
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
        Life.untilInputEnds();
    }
}
