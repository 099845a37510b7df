package dev.asyncz.agent.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.acme.woven.Sample;
import com.acme.woven.Trace;
import dev.asyncz.agent.weaving.inline.MissingMember;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Advice does what ByteBuddy's annotations say, in methods of every shape: ByteBuddy itself is the measure. */
@SuppressWarnings("UnusedVariable") // Writing a parameter of advice changes what the woven method gets and gives.
class WeavingTest {
    private static final String NAME = Sample.class.getName();

    private abstract static class SampleHook extends Hook {
        SampleHook() {
            super(NAME, "");
        }
    }

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

    static final class Named {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Origin("#m") String method) {
            Trace.note("method", method);
        }
    }

    static final class WholeSignature {
        @Advice.OnMethodEnter
        static void enter(@Advice.Origin String method) {
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

    static Stream<Arguments> shapes() {
        return Stream.of(
                        new Case("text", Around.class),
                        new Case("text", Failing.class),
                        new Case("text", FailingExit.class),
                        new Case("text", Changing.class),
                        new Case("text", Changing.class, Around.class, Failing.class),
                        new Case("text", Fields.class),
                        new Case("wide", Counting.class),
                        new Case("wide", Around.class, Counting.class),
                        new Case("loop", Around.class),
                        new Case("loop", Failing.class),
                        new Case("caught", Around.class),
                        new Case("caught", Failing.class),
                        new Case("caught", FailingExit.class),
                        new Case("flag", Flag.class),
                        new Case("flag", Failing.class),
                        new Case("array", Around.class),
                        new Case("array", WrongType.class),
                        new Case("nothing", Around.class),
                        new Case("nothing", FailingExit.class, Fields.class),
                        new Case("synchronous", Around.class),
                        new Case("synchronous", Failing.class),
                        new Case("fixed", Changing.class),
                        new Case("fixed", Failing.class),
                        new Case("fixed", Named.class),
                        new Case("run", Around.class),
                        new Case("<init>", Constructing.class),
                        new Case("<init>", FailingExit.class))
                .map(Arguments::of);
    }

    private static final class Case extends SampleHook {
        private final String method;
        private final Class<?>[] advice;

        Case(String method, Class<?>... advice) {
            this.method = method;
            this.advice = advice;
        }

        @Override
        protected void weave(Weaving on) {
            for (Class<?> each : advice) {
                if (method.equals("<init>")) {
                    on.adviseConstructor(each);
                } else {
                    on.advise(each, method);
                }
            }
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(method);
            for (Class<?> each : advice) {
                text.append(' ').append(each.getSimpleName());
            }
            return text.toString();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void should_do_in_any_method_what_byte_buddy_does(Hook hook) throws Exception {
        byte[] bytes = bytes();
        List<String> expected =
                trace(WithByteBuddy.weave(hook, bytes, getClass().getClassLoader()));

        assertEquals(expected, trace(Weaving.weave(hook, bytes)));
        assertTrue(expected.size() > trace(bytes).size(), "the advice leaves a trace: " + expected);
    }

    @Test
    void should_replace_calls_of_a_method_but_not_those_of_its_advice() throws Exception {
        Hook hook = new SampleHook() {
            @Override
            protected void weave(Weaving on) {
                on.advise(Around.class, "nothing")
                        .replaceCall("nothing", "java.lang.Runnable", "run", Trace.class, "replaced");
            }
        };
        List<String> trace = trace(Weaving.weave(hook, bytes()));

        assertEquals(2, Collections.frequency(trace, "replaced call"));
        assertEquals(
                trace(bytes()),
                trace.stream()
                        .filter(each -> !each.matches("(replaced|enter|exit after|exit with) .*"))
                        .toList());
    }

    @Test
    void should_replace_a_call_in_a_body_that_another_weaver_has_moved() {
        Hook hook = new SampleHook() {
            @Override
            protected void weave(Weaving on) {
                on.replaceCall("loop", "java.lang.Runnable", "run", Trace.class, "replaced");
            }
        };
        byte[] moved = renamed("nothing", "loop_aroundBody0", bytes());

        assertThrows(MissingMember.class, () -> Weaving.weave(hook, bytes()));
        assertTrue(Weaving.weave(hook, moved).length > 0);
    }

    private static byte[] renamed(String method, String to, byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                return super.visitMethod(
                                        access, name.equals(method) ? to : name, descriptor, signature, thrown);
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    /** They have no stack-map frames, and the JVM's older verifier looks at them. */
    @Test
    void should_weave_class_files_of_old() throws Exception {
        Hook hook = new SampleHook() {
            @Override
            protected void weave(Weaving on) {
                on.advise(Around.class, "text").advise(Failing.class, "loop").advise(Changing.class, "fixed");
            }
        };
        byte[] bytes = bytes();
        List<String> expected = trace(Weaving.weave(hook, bytes));

        assertEquals(expected, trace(Weaving.weave(hook, ofVersion(Opcodes.V1_5, bytes))));
        // Of this version some have frames: without, the JVM falls back to the older verifier.
        assertEquals(expected, trace(Weaving.weave(hook, ofVersion(Opcodes.V1_6, bytes))));
    }

    @Test
    void should_refuse_a_class_file_newer_than_it_can_read() {
        byte[] newer = bytes();
        newer[6] = 1;

        String message = message(new Case("text", Around.class), newer);
        assertTrue(message.contains("class file version"), message);
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
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter() {
            return Trace.enter("skips");
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
                arguments(Delegating.class, "text", "inline"),
                arguments(Unsuppressed.class, "text", "has to suppress"),
                arguments(Empty.class, "text", "does nothing"),
                arguments(WholeSignature.class, "text", "an Origin that is not a Class"),
                arguments(Boxing.class, "text", "takes a java.lang.Object as Argument, which is a int"),
                arguments(FarArgument.class, "text", "needs argument 2"),
                arguments(Fields.class, "fixed", "needs an object"),
                arguments(Around.class, "<init>", "constructor"),
                arguments(Flag.class, "nothing", "as Argument"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void should_refuse_what_cannot_be_inlined_and_say_why(Class<?> advice, String method, String why) {
        String message = message(new Case(method, advice), bytes());

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
        MissingMember missing =
                assertThrows(MissingMember.class, () -> Weaving.weave(new Case("text", NoSuchField.class), bytes()));

        assertEquals("field gone", missing.getMessage());
    }

    private static String message(Hook hook, byte[] bytes) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Weaving.weave(hook, bytes))
                .getMessage());
    }

    private static byte[] bytes() {
        try (InputStream in = WeavingTest.class.getResourceAsStream("/" + NAME.replace('.', '/') + ".class")) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ofVersion(int version, byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visit(
                                    int newer,
                                    int access,
                                    String name,
                                    String signature,
                                    String parent,
                                    String[] interfaces) {
                                super.visit(version, access, name, signature, parent, interfaces);
                            }
                        },
                        ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    /** What the class notes when it is constructed and run, once with and once without a text. */
    private static List<String> trace(byte[] classFile) throws Exception {
        ClassLoader loader = new ClassLoader(WeavingTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.equals(NAME)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded != null ? loaded : defineClass(name, classFile, 0, classFile.length);
                }
                return super.loadClass(name, resolve);
            }
        };
        Trace.take();
        for (String text : new String[] {"made", null}) {
            Constructor<?> constructor = loader.loadClass(NAME).getConstructor(String.class, long.class, double.class);
            ((Runnable) constructor.newInstance(text, 2L, 0.5)).run();
        }
        return Trace.take();
    }
}
