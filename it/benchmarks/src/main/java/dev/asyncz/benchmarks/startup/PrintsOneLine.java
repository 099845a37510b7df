package dev.asyncz.benchmarks.startup;

import java.io.IOException;

/** The most trivial program there is: the JVM's own start, and whatever an agent adds to it. */
public final class PrintsOneLine {
    private PrintsOneLine() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("ready");
        System.in.read(); // Until it is killed: what it has used by now is read from outside.
    }
}
