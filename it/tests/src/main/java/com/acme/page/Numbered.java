package com.acme.page;

import java.util.Scanner;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs numbered lines when told to: {@code 500 2} typed means 500 of them, 2 ms apart; "done" says that it has. */
public final class Numbered {
    private static final Logger LOG = LogManager.getLogger(Numbered.class);

    private Numbered() {}

    public static void main(String[] args) {
        int number = 0;
        LOG.info("line {}", number++);
        System.out.println("ready");
        try (Scanner words = new Scanner(System.in)) {
            while (words.hasNextInt()) {
                int end = number + words.nextInt();
                long pause = words.nextInt() * 1_000_000L;
                long next = System.nanoTime();
                while (number < end) {
                    LOG.info("line {}", number++);
                    next += pause;
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                System.out.println("done " + number);
            }
        }
        System.exit(0);
    }
}
