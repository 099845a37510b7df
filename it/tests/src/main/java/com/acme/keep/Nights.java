package com.acme.keep;

import dev.asyncz.api.TaskScope;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A nightly job of 40 lines, among as much chatter as is typed: {@code good}, {@code bad}, {@code chatter 15000}; {@code
 * begin} begins one that goes on, and {@code finish} ends it; {@code storm 1000 20} lets a thousand tasks fail twenty
 * times.
 */
public final class Nights {
    private static final Logger LOG = LogManager.getLogger("com.acme.Nights");
    private static final int LINES = 40;
    private static final CountDownLatch FINISH = new CountDownLatch(1);

    private Nights() {}

    public static void main(String[] args) throws Exception {
        System.out.println("ready");
        try (Scanner lines = new Scanner(System.in)) {
            while (lines.hasNextLine()) {
                String[] words = lines.nextLine().split(" ");
                switch (words[0]) {
                    case "good" -> night(false);
                    case "bad" -> night(true);
                    case "begin" -> new Thread(Nights::longNight).start();
                    case "finish" -> FINISH.countDown();
                    case "chatter" -> chatter(Integer.parseInt(words[1]));
                    case "storm" -> storm(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                    default -> throw new IllegalArgumentException(words[0]);
                }
            }
        }
        System.exit(0);
    }

    private static void night(boolean bad) {
        try (TaskScope scope = TaskScope.open("nightly")) {
            for (int i = 0; i < LINES; i++) {
                if (bad && i == LINES / 2) {
                    LOG.warn("the bank does not answer");
                } else {
                    LOG.info("booking of account {}", i);
                }
            }
            if (bad) {
                scope.failed(new IllegalStateException("no answer from the bank"));
            }
        }
    }

    private static void longNight() {
        try (TaskScope scope = TaskScope.open("long")) {
            for (int i = 0; i < LINES / 2; i++) {
                LOG.info("step {}", i);
            }
            for (int i = 0; !FINISH.await(500, TimeUnit.MILLISECONDS); i++) {
                LOG.debug("waiting {}", i);
            }
            for (int i = LINES / 2; i < LINES; i++) {
                LOG.info("step {}", i);
            }
            scope.failed(new IllegalStateException("too late"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void chatter(int lines) throws InterruptedException {
        for (int i = 0; i < lines; i++) {
            LOG.info("chatter {} of {}", i, lines);
            if (i % 1_000 == 999) {
                // Not faster than a queue of 65,536 lines can be written.
                Thread.sleep(20);
            }
        }
        LOG.info("chatted");
    }

    private static void storm(int tasks, int times) {
        for (int time = 0; time < times; time++) {
            for (int task = 0; task < tasks; task++) {
                try (TaskScope scope = TaskScope.open("task " + task)) {
                    LOG.info("trying {}", time);
                    LOG.error("tried {}", time);
                    scope.failed(new IllegalStateException("as always"));
                }
            }
        }
        LOG.info("stormed");
    }
}
