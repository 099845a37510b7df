package com.acme.attach;

import java.io.IOException;
import java.util.Arrays;
import java.util.Scanner;
import java.util.logging.LogManager;

/** A program that has nothing to do with logging or tasks, and ends in the way that its first argument names. */
public final class Plain {
    private Plain() {}

    public static void main(String[] args) throws IOException {
        System.out.println("arguments " + Arrays.toString(args) + " – naïve 日本");
        System.out.println("uncaught handler " + Thread.getDefaultUncaughtExceptionHandler());
        System.out.println("security manager " + System.getProperty("java.security.manager"));
        System.out.println("context loader is the system's: "
                + (Thread.currentThread().getContextClassLoader() == ClassLoader.getSystemClassLoader()));
        switch (args[0]) {
            case "returns" -> System.out.println("bye");
            case "throws" -> throw new IllegalStateException("nobody catches this");
            case "exits" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("shutdown hook")));
                System.exit(3);
            }
            case "reads" -> {
                try (Scanner lines = new Scanner(System.in)) {
                    while (lines.hasNextLine()) {
                        System.out.println("read " + lines.nextLine());
                    }
                }
            }
            case "manages" -> System.out.println(LogManager.getLogManager().getClass());
            default -> throw new IllegalArgumentException(args[0]);
        }
    }
}
