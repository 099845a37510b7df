package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Hook;
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
    private PrintingHooks() {}

    static final class Stream extends Hook {
        Stream() {
            super("java.io.PrintStream", "standard output");
        }

        @Override
        protected void weave(Weaving on) {
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
    }

    /** A stack trace is printed line by line, and is one line. */
    static final class Trace extends Hook {
        Trace() {
            super("java.lang.Throwable", "");
        }

        @Override
        protected void weave(Weaving on) {
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
}
