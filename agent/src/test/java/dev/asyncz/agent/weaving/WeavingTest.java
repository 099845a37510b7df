package dev.asyncz.agent.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.woven.Sample;
import com.acme.woven.Trace;
import dev.asyncz.agent.weaving.inline.MissingMember;
import dev.asyncz.agent.weaving.loading.OneClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Advice does what ByteBuddy's annotations say, in methods of every shape: ByteBuddy itself is the measure. */
class WeavingTest {
    private static final String NAME = Sample.class.getName();

    static Stream<Arguments> shapes() {
        return Stream.of(
                        hook("text", SampleAdvice.Around.class),
                        hook("text", SampleAdvice.Failing.class),
                        hook("text", SampleAdvice.FailingExit.class),
                        hook("text", SampleAdvice.Changing.class),
                        hook(
                                "text",
                                SampleAdvice.Changing.class,
                                SampleAdvice.Around.class,
                                SampleAdvice.Failing.class),
                        hook("text", SampleAdvice.Fields.class),
                        hook("text", SampleAdvice.Skipping.class, SampleAdvice.Around.class),
                        hook("text", SampleAdvice.FailingSkip.class),
                        hook("wide", SampleAdvice.Skipping.class),
                        hook("wide", SampleAdvice.Counting.class),
                        hook("wide", SampleAdvice.Around.class, SampleAdvice.Counting.class),
                        hook("loop", SampleAdvice.Around.class),
                        hook("loop", SampleAdvice.Failing.class),
                        hook("caught", SampleAdvice.Around.class),
                        hook("caught", SampleAdvice.Failing.class),
                        hook("caught", SampleAdvice.FailingExit.class),
                        hook("flag", SampleAdvice.Flag.class),
                        hook("flag", SampleAdvice.Failing.class),
                        hook("array", SampleAdvice.Around.class),
                        hook("array", SampleAdvice.WrongType.class),
                        hook("nothing", SampleAdvice.Around.class),
                        hook("nothing", SampleAdvice.Skipping.class),
                        hook("nothing", SampleAdvice.FailingExit.class, SampleAdvice.Fields.class),
                        hook("nothing", SampleAdvice.Fields.class, SampleAdvice.FailingExit.class),
                        hook("synchronous", SampleAdvice.Around.class),
                        hook("synchronous", SampleAdvice.Failing.class),
                        hook("fixed", SampleAdvice.Changing.class),
                        hook("fixed", SampleAdvice.Failing.class),
                        hook("fixed", SampleAdvice.Named.class),
                        hook("run", SampleAdvice.Around.class),
                        hook("<init>", SampleAdvice.Constructing.class),
                        hook("<init>", SampleAdvice.FailingExit.class))
                .map(Arguments::of);
    }

    private static AdviceHook hook(String method, Class<?>... advice) {
        return new AdviceHook(NAME, method, advice);
    }

    private abstract static class SampleHook extends Hook {
        SampleHook() {
            super(NAME, "");
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void should_do_in_any_method_what_byte_buddy_does(Hook hook) throws Exception {
        byte[] bytes = bytes();
        List<String> expected =
                trace(WithByteBuddy.weave(hook, bytes, getClass().getClassLoader()));

        assertEquals(expected, trace(Weaving.weave(hook, bytes)));
        assertNotEquals(expected, trace(bytes), "the advice leaves a trace: " + expected);
    }

    @Test
    void should_replace_calls_of_a_method_but_not_those_of_its_advice() throws Exception {
        Hook hook = new SampleHook() {
            @Override
            protected void weave(Weaving on) {
                on.advise(SampleAdvice.Around.class, "nothing")
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
                on.advise(SampleAdvice.Around.class, "text")
                        .advise(SampleAdvice.Failing.class, "loop")
                        .advise(SampleAdvice.Changing.class, "fixed");
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

        String message = message(hook("text", SampleAdvice.Around.class), newer);
        assertTrue(message.contains("class file version"), message);
    }

    static String message(Hook hook, byte[] bytes) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Weaving.weave(hook, bytes))
                .getMessage());
    }

    static byte[] bytes() {
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
        Class<?> type = new OneClass(NAME, classFile).load();
        Trace.take();
        for (String text : new String[] {"made", null}) {
            Constructor<?> constructor = type.getConstructor(String.class, long.class, double.class);
            ((Runnable) constructor.newInstance(text, 2L, 0.5)).run();
        }
        return Trace.take();
    }
}
