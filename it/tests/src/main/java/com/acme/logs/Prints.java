package com.acme.logs;

import com.acme.Life;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints, and logs to the console: on its own thread and on another. */
public final class Prints {
    private static final Logger LOG = LoggerFactory.getLogger(Prints.class);

    private Prints() {}

    public static void main(String[] args) throws Exception {
        System.out.println("printed by main");
        PrintStream original = System.out;
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        pool.schedule(new Work(), 0, TimeUnit.MILLISECONDS).get();
        pool.submit(() -> System.out.println("printed after the run")).get();
        System.out.println("it is what it was: " + (System.out == original) + " " + System.out.getClass());
        try (PrintStream file = new PrintStream(new FileOutputStream("printed.txt"), true, "UTF-8")) {
            System.setOut(file);
            System.out.println("printed to a file");
            System.setOut(original);
        }
        Thread dies = new Thread(() -> {
            throw new IllegalArgumentException("nobody catches this");
        });
        dies.setName("dies");
        dies.start();
        dies.join();
        pool.shutdown();
        Life.untilInputEnds();
    }

    private static final class Work implements Runnable {
        @Override
        public void run() {
            System.out.println("a line");
            System.out.print("in ");
            System.out.print('p');
            System.out.printf("ieces, %s%n", "naïve");
            System.out.println();
            System.out.println("two\nlines");
            System.err.println("an error");
            LOG.info("logged to the console");
            byte[] raw = "raw bytes\n".getBytes(StandardCharsets.UTF_8);
            System.out.write(raw, 0, raw.length);
            System.out.write('x');
            System.out.write('\n');
            new IllegalStateException("outer", new RuntimeException("inner")).printStackTrace();
            System.out.print("no end");
        }
    }
}
