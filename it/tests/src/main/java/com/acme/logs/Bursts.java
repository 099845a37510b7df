package com.acme.logs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs as many lines as each line of its input says, and prints how many microseconds that took. */
public final class Bursts {
    private static final Logger LOG = LogManager.getLogger(Bursts.class);

    private Bursts() {}

    public static void main(String[] args) throws IOException {
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int number = 0;
        for (String typed = in.readLine(); typed != null; typed = in.readLine()) {
            long start = System.nanoTime();
            for (int i = Integer.parseInt(typed); i > 0; i--) {
                LOG.info("line {}", number++);
            }
            System.out.println("took " + (System.nanoTime() - start) / 1_000 + " until " + number);
        }
        System.exit(0);
    }
}
