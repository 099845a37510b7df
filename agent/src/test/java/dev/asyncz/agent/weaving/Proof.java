package dev.asyncz.agent.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.weaving.loading.LinkedCopy;
import dev.asyncz.agent.weaving.symbolic.SymbolicRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * That a hook is woven as it should be: ByteBuddy's own weaving of the same advice is the measure. Both are verified,
 * by ASM and by this JVM, and {@link SymbolicRun} asks both the same things.
 *
 * @param methods how many methods are advised, or have calls replaced
 * @param runs how many ways through them both were taken
 * @param unverified what could not be verified even before it was woven, and why
 */
record Proof(int methods, int runs, Map<String, String> unverified) {
    private static final int SEEDS = 60;

    /**
     * @param bytes the class that the hook is for
     * @param loader has the types that the class refers to
     * @throws AssertionError if something differs
     */
    static Proof of(Hook hook, byte[] bytes, ClassLoader loader) {
        byte[] woven = Weaving.weave(hook, bytes);
        byte[] measure = WithByteBuddy.weave(hook, bytes, loader);
        Map<String, String> unverified = new HashMap<>();
        for (Verifier each : List.<Verifier>of(Proof::byAsm, LinkedCopy::byJvm)) {
            String before = each.complaint(hook.type(), bytes, loader);
            if (before.isEmpty()) {
                assertEquals("", each.complaint(hook.type(), woven, loader), hook.type());
                assertEquals("", each.complaint(hook.type(), measure, loader), hook.type() + " by ByteBuddy");
            } else {
                unverified.put(hook.type(), before);
            }
        }
        assertEquals(shape(node(bytes)), shape(node(woven)), "no member comes or goes");
        int methods = 0;
        int runs = 0;
        for (Weaving.Plan plan : Weaving.plan(hook, bytes).plans()) {
            if (!plan.advice.isEmpty() || !plan.calls.isEmpty()) {
                runs += compare(plan, node(bytes), node(woven), node(measure));
                methods++;
            }
        }
        return new Proof(methods, runs, unverified);
    }

    /** Says what it has against a class, or nothing. */
    private interface Verifier {
        String complaint(String type, byte[] bytes, ClassLoader loader);
    }

    private static int compare(Weaving.Plan plan, ClassNode before, ClassNode woven, ClassNode measure) {
        Map<String, String> replaced = new HashMap<>();
        for (Weaving.Call each : plan.calls) {
            replaced.put(
                    each.owner + "." + each.called + each.descriptor,
                    each.target + "." + each.replacement + each.replacing);
        }
        boolean differs = false;
        for (int seed = 0; seed < SEEDS; seed++) {
            String where = before.name + "." + plan.method.name() + " on seed " + seed;
            String expected = SymbolicRun.of(method(plan, measure), replaced, seed);
            assertEquals(expected, SymbolicRun.of(method(plan, woven), Map.of(), seed), where);
            differs |= !expected.equals(SymbolicRun.of(method(plan, before), Map.of(), seed));
        }
        assertTrue(differs, before.name + "." + plan.method.name() + " does nothing else than before");
        return SEEDS;
    }

    private static MethodNode method(Weaving.Plan plan, ClassNode in) {
        for (MethodNode each : in.methods) {
            if (each.name.equals(plan.method.name()) && each.desc.equals(plan.method.descriptor())) {
                return each;
            }
        }
        throw new AssertionError(in.name + " has lost " + plan.method);
    }

    private static ClassNode node(byte[] bytes) {
        ClassNode node = new ClassNode(Opcodes.ASM9);
        new ClassReader(bytes).accept(node, 0);
        return node;
    }

    private static TreeSet<String> shape(ClassNode of) {
        TreeSet<String> shape = new TreeSet<>();
        of.methods.forEach(each -> shape.add(each.access + " " + each.name + each.desc));
        of.fields.forEach(each -> shape.add(each.access + " " + each.name + " " + each.desc));
        shape.add(of.version + " " + of.access + " " + of.superName + of.interfaces);
        return shape;
    }

    private static String byAsm(String type, byte[] bytes, ClassLoader loader) {
        StringWriter complaint = new StringWriter();
        CheckClassAdapter.verify(new ClassReader(bytes), loader, false, new PrintWriter(complaint));
        return complaint.toString();
    }
}
