package dev.asyncz.benchmarks.startup;

/** The most trivial program there is: the JVM's own start, and whatever an agent adds to it. */
public final class PrintsOneLine {
    private PrintsOneLine() {}

    public static void main(String[] arguments) {
        System.out.println("ready");
    }
}
