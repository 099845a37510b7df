package dev.asyncz.agent.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.acme.woven.Sample;
import com.acme.woven.Trace;
import dev.asyncz.agent.weaving.inline.MissingMember;
import java.util.stream.Stream;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be inlined as it stands, or does not fit its method, is refused when it is woven, and never half woven. */
@SuppressWarnings("UnusedVariable") // Writing a parameter of advice changes what the woven method gets and gives.
class RefusedAdviceTest {
    private static final String NAME = Sample.class.getName();

    static final class WholeSignature {
        @Advice.OnMethodEnter
        static void enter(@Advice.Origin String method) {
            Trace.note("method", method);
        }
    }

    static final class Branching {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(1) int times) {
            if (times > 0) {
                Trace.note("times", times);
            }
        }
    }

    static final class Catching {
        @Advice.OnMethodEnter
        static void enter() {
            try {
                Trace.fail("enter");
            } catch (IllegalStateException expected) {
                Trace.note("caught", expected);
            }
        }
    }

    static final class WithLambda {
        @Advice.OnMethodEnter
        static void enter() {
            Runnable lambda = () -> Trace.note("lambda", 1);
            lambda.run();
        }
    }

    static final class WritingReadOnly {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) String value) {
            value = Trace.changed(value);
        }
    }

    static final class CallingTheAgent {
        @Advice.OnMethodEnter
        static void enter() {
            Rehearsal.begin();
        }
    }

    static final class Unknown {
        @Advice.OnMethodEnter
        static void enter(@Advice.AllArguments Object[] all) {
            Trace.note("all", all);
        }
    }

    static final class Unannotated {
        @Advice.OnMethodEnter
        static void enter(String value) {
            Trace.note("value", value);
        }
    }

    static final class Skipping {
        @Advice.OnMethodEnter(skipOn = Advice.OnDefaultValue.class)
        static Object enter() {
            return Trace.enter("skips");
        }
    }

    static final class SkippingByNumber {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static long enter() {
            return Trace.count(1, 2);
        }
    }

    static final class Delegating {
        @Advice.OnMethodEnter(inline = false)
        static Object enter() {
            return Trace.enter("delegates");
        }
    }

    static final class Unsuppressed {
        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit() {
            Trace.fail("again");
        }
    }

    static final class Empty {
        @Advice.OnMethodEnter
        static void enter() {}
    }

    static final class Boxing {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 1, typing = Typing.DYNAMIC) Object times) {
            Trace.note("times", times);
        }
    }

    static final class FarArgument {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(2) Object third) {
            Trace.note("third", third);
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(Branching.class, "text", "branches"),
                arguments(Catching.class, "text", "catches"),
                arguments(WithLambda.class, "text", "lambda"),
                arguments(WritingReadOnly.class, "text", "read only"),
                arguments(CallingTheAgent.class, "text", "which the woven class cannot see"),
                arguments(Unknown.class, "text", "not supported: AllArguments"),
                arguments(Unannotated.class, "text", "not supported"),
                arguments(Skipping.class, "text", "skipOn"),
                arguments(SkippingByNumber.class, "text", "what is no object"),
                arguments(SampleAdvice.Skipping.class, "<init>", "cannot skip"),
                arguments(Delegating.class, "text", "inline"),
                arguments(Unsuppressed.class, "text", "has to suppress"),
                arguments(Empty.class, "text", "does nothing"),
                arguments(WholeSignature.class, "text", "an Origin that is not a Class"),
                arguments(Boxing.class, "text", "takes a java.lang.Object as Argument, which is a int"),
                arguments(FarArgument.class, "text", "needs argument 2"),
                arguments(SampleAdvice.Fields.class, "fixed", "needs an object"),
                arguments(SampleAdvice.Around.class, "<init>", "constructor"),
                arguments(SampleAdvice.Flag.class, "nothing", "as Argument"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void should_refuse_what_cannot_be_inlined_and_say_why(Class<?> advice, String method, String why) {
        String message = WeavingTest.message(new AdviceHook(NAME, method, advice), WeavingTest.bytes());

        assertTrue(message.contains(advice.getSimpleName()), message);
        assertTrue(message.contains(why), message);
    }

    static final class NoSuchField {
        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue("gone") Object value) {
            Trace.note("gone", value);
        }
    }

    @Test
    void should_name_a_field_that_this_version_lacks() {
        MissingMember missing = assertThrows(
                MissingMember.class,
                () -> Weaving.weave(new AdviceHook(NAME, "text", NoSuchField.class), WeavingTest.bytes()));

        assertEquals("field gone", missing.getMessage());
    }
}
