package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.line.StandardStreams;
import java.io.PrintStream;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Standard output and error. System.out stays the object that it is, and what the application puts in its place is
 * watched instead: everything that a PrintStream is given comes down to one of two methods.
 */
final class PrintingHooks {
    static final String NAME = "standard output";
    private static final String STREAM = "java.io.PrintStream";
    private static final String THROWABLE = "java.lang.Throwable";

    static final String CLASSES = STREAM + " " + THROWABLE;

    private PrintingHooks() {}

    static void weave(String type, Weaving on) {
        switch (type) {
            case STREAM -> stream(on);
            case THROWABLE -> trace(on);
        }
    }

    private static void stream(Weaving on) {
        on.advise(Bytes.class, "write", "byte[]", "int", "int").advise(One.class, "write", "int");
    }

    static final class Bytes {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.This PrintStream stream,
                @Advice.Argument(0) byte[] bytes,
                @Advice.Argument(1) int from,
                @Advice.Argument(2) int length) {
            StandardStreams.printed(stream, bytes, from, length);
        }
    }

    static final class One {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This PrintStream stream, @Advice.Argument(0) int value) {
            StandardStreams.printed(stream, value);
        }
    }

    /** A stack trace is printed line by line, and is one line. */
    private static void trace(Weaving on) {
        on.advise(Print.class, "printStackTrace", "java.io.PrintStream");
    }

    static final class Print {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) @Nullable PrintStream stream) {
            StandardStreams.beginTrace(stream);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit() {
            StandardStreams.endTrace();
        }
    }
}
