package dev.asyncz.agent.weaving;

import com.acme.woven.Trace;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** Advice of every kind that hooks may be written in. */
@SuppressWarnings("UnusedVariable") // Writing a parameter of advice changes what the woven method gets and gives.
final class SampleAdvice {
    private SampleAdvice() {}

    static final class Around {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Object enter(@Advice.Origin Class<?> origin) {
            return Trace.enter(origin.getSimpleName());
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object entered, @Advice.Thrown @Nullable Throwable thrown) {
            Trace.note("exit after", entered);
            Trace.note("exit with", thrown);
        }
    }

    static final class Skipping {
        @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
        static @Nullable Object enter() {
            return Trace.perhaps("skipped");
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object entered) {
            Trace.note("left after", entered);
        }
    }

    static final class FailingSkip {
        @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
        static Object enter() {
            Trace.fail("skip");
            return "never";
        }
    }

    static final class Named {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Origin("#m") String method) {
            Trace.note("method", method);
        }
    }

    static final class Failing {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter() {
            Trace.fail("enter");
            return "never";
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object entered) {
            Trace.fail(entered);
        }
    }

    static final class FailingExit {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit() {
            Trace.fail("exit");
        }
    }

    static final class Counting {
        @Advice.OnMethodEnter
        static long enter(@Advice.Argument(0) long first, @Advice.Argument(1) double second) {
            long doubled = first + first;
            Trace.note("doubled", doubled);
            return Trace.count(doubled, second);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(
                @Advice.Enter long entered,
                @Advice.Argument(3) float fourth,
                @Advice.Argument(1) double second,
                @Advice.Return(readOnly = false) double result) {
            Trace.note("float", fourth);
            result = Trace.count(entered, second);
        }
    }

    static final class Changing {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) String value) {
            value = Trace.changed(value);
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Argument(0) String value,
                @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object result) {
            Trace.note("value at the end", value);
            result = Trace.changed(value);
        }
    }

    static final class WrongType {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object result) {
            result = Trace.enter("not an array");
        }
    }

    static final class Flag {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Argument(0) boolean given, @Advice.Return(readOnly = false) boolean result) {
            Trace.note("was", result);
            result = given;
        }
    }

    static final class Fields {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Object sample,
                @Advice.FieldValue("field") String text,
                @Advice.FieldValue("number") long number) {
            Trace.note("this", sample.getClass().getSimpleName());
            Trace.note(text, number);
        }
    }

    static final class Constructing {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) @Nullable String text) {
            text = Trace.changed(text);
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object made, @Advice.Argument(1) long number) {
            Trace.note(made.getClass().getSimpleName(), number);
            Trace.fail("construction");
        }
    }

    static final class EntryOnly {
        @Advice.OnMethodEnter
        static void enter(@Advice.Origin("#m") String method, @Advice.Origin Class<?> origin) {
            Trace.note(method, origin.getName());
        }
    }

    static final class FirstNumber {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static int enter(@Advice.Argument(value = 0, readOnly = false) int first) {
            int given = first;
            first = 4;
            return given;
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Enter int given, @Advice.Argument(0) int first) {
            Trace.note("given", given);
            Trace.note("called with", first);
        }
    }

    static final class FirstWide {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static double enter(@Advice.Argument(0) long first) {
            return first;
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter double given, @Advice.Argument(0) long first, @Advice.Thrown Throwable thrown) {
            Trace.note("wide", given);
            Trace.note("called with", first);
            Trace.note("ended by", thrown);
        }
    }

    static final class FirstText {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) String first) {
            first = Trace.changed(first);
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Argument(0) Object first) {
            Trace.note("called with", first);
        }
    }

    static final class WideResult {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return(readOnly = false) long result) {
            Trace.note("gave", result);
            result = Trace.count(result, 1);
        }
    }

    static final class TextResult {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object result) {
            Trace.note("gave", result.getClass());
            result = Trace.enter("result");
        }
    }

    static final class OnObject {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object object) {
            Trace.note("on", object.getClass().getName());
        }
    }
}
