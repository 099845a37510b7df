package dev.asyncz.agent.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.woven.Trace;
import dev.asyncz.agent.weaving.generated.GeneratedClass;
import dev.asyncz.agent.weaving.loading.OneClass;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.bytebuddy.jar.asm.LimitExceededException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.util.CheckClassAdapter;

/** Advice does in methods of random shapes what ByteBuddy does with it there. */
class GeneratedMethodsTest {
    private static final int CASES = Integer.getInteger("asyncz.weaver.cases", 300);
    private static final int CALLS = 4;
    private static final ClassLoader LOADER = GeneratedMethodsTest.class.getClassLoader();

    private final Set<String> shapes = new HashSet<>();
    private final List<String> refused = new ArrayList<>();
    private int differ;

    @Test
    void should_do_in_any_method_what_byte_buddy_does(TestReporter reporter) throws Exception {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            GeneratedClass made = GeneratedClass.of(random);
            AdviceHook hook = new AdviceHook(GeneratedClass.NAME, made.method(), advice(made, random));
            String which = "seed " + seed + ": " + hook + Arrays.toString(made.arguments()) + made.returned();
            byte[] measure = unlessTooLarge(() -> WithByteBuddy.weave(hook, made.bytes(), LOADER));
            byte[] woven = unlessTooLarge(() -> Weaving.weave(hook, made.bytes()));
            if (measure.length == 0) {
                refused.add(which);
                continue;
            }
            assertEquals("", complaint(woven), which);
            assertEquals("", complaint(measure), which + " by ByteBuddy");
            for (long arguments = 0; arguments < CALLS; arguments++) {
                compare(made, woven, measure, seed * CALLS + arguments, which);
            }
        }
        reporter.publishEntry(
                "weaver",
                CASES + " methods of " + shapes.size() + " shapes, " + CASES * CALLS + " calls, of which " + differ
                        + " show their advice; too large for ASM: " + refused);

        assertTrue(differ > CASES * CALLS * 9 / 10, "advice leaves a trace");
        assertTrue(refused.size() < 2 + CASES / 40, refused::toString);
    }

    /** Empty if ASM cannot: for branches of four bytes without frames in version 50, or with very many variables. */
    private static byte[] unlessTooLarge(Supplier<byte[]> weaving) {
        try {
            return weaving.get();
        } catch (NegativeArraySizeException | LimitExceededException tooLarge) {
            return new byte[0];
        }
    }

    private void compare(GeneratedClass made, byte[] woven, byte[] measure, long arguments, String which)
            throws Exception {
        List<String> expected = outcome(made, measure, arguments);
        assertEquals(expected, outcome(made, woven, arguments), which);
        differ += expected.equals(outcome(made, made.bytes(), arguments)) ? 0 : 1;
        shapes.add(made.bytes()[7] + made.method() + made.isStatic() + made.returned());
    }

    /** One to three that fit, as hooks are added: what fits depends on the types of the method. */
    private static Class<?>[] advice(GeneratedClass made, Random random) {
        List<Class<?>> fitting = new ArrayList<>(List.of(SampleAdvice.EntryOnly.class, SampleAdvice.FailingExit.class));
        Type first = made.arguments().length == 0 ? Type.VOID_TYPE : made.arguments()[0];
        if (!made.method().equals("<init>")) {
            fitting.addAll(List.of(
                    SampleAdvice.Around.class,
                    SampleAdvice.Failing.class,
                    SampleAdvice.Skipping.class,
                    SampleAdvice.FailingSkip.class));
            if (first == Type.LONG_TYPE) {
                fitting.add(SampleAdvice.FirstWide.class);
            }
        }
        if (!made.isStatic()) {
            fitting.add(SampleAdvice.OnObject.class);
        }
        if (first == Type.INT_TYPE) {
            fitting.add(SampleAdvice.FirstNumber.class);
        }
        if (first.equals(Type.getType(String.class))) {
            fitting.add(SampleAdvice.FirstText.class);
        }
        if (made.returned() == Type.LONG_TYPE) {
            fitting.add(SampleAdvice.WideResult.class);
        }
        if (made.returned().getSort() >= Type.ARRAY) {
            fitting.add(SampleAdvice.TextResult.class);
        }
        Class<?>[] some = new Class<?>[1 + random.nextInt(3)];
        for (int i = 0; i < some.length; i++) {
            some[i] = fitting.get(random.nextInt(fitting.size()));
        }
        return some;
    }

    private static String complaint(byte[] bytes) {
        StringWriter complaint = new StringWriter();
        CheckClassAdapter.verify(new ClassReader(bytes), LOADER, false, new PrintWriter(complaint));
        return complaint.toString();
    }

    /** What is noted by the method and its advice, and how it ends. */
    private static List<String> outcome(GeneratedClass made, byte[] bytes, long seed) throws Exception {
        Class<?> type = new OneClass(GeneratedClass.NAME, bytes).load();
        Object[] values = made.values(new Random(seed));
        Trace.take();
        List<String> outcome = new ArrayList<>();
        try {
            outcome.add(shown(call(made, type, values)));
        } catch (InvocationTargetException thrown) {
            outcome.add(String.valueOf(thrown.getCause()));
        }
        outcome.addAll(0, Trace.take());
        return outcome;
    }

    private static Object call(GeneratedClass made, Class<?> type, Object[] values) throws Exception {
        if (made.method().equals("<init>")) {
            Constructor<?> only = type.getConstructors()[0];
            return only.newInstance(values).getClass().getName();
        }
        for (Method each : type.getMethods()) {
            if (each.getName().equals(made.method())) {
                return each.invoke(
                        made.isStatic() ? null : type.getConstructor().newInstance(), values);
            }
        }
        throw new AssertionError(made.method());
    }

    private static String shown(Object result) {
        return result instanceof int[] array ? Arrays.toString(array) : String.valueOf(result);
    }
}
