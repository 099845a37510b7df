package dev.asyncz.agent.weaving;

import dev.asyncz.agent.weaving.inline.Advice;
import dev.asyncz.agent.weaving.inline.AdvisedMethod;
import dev.asyncz.agent.weaving.inline.MissingMember;
import dev.asyncz.agent.weaving.inline.WovenClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * The weaving of one class. Methods keep their shape and no member is added, so that classes already loaded can be
 * woven, and other agents' weaving goes on beside it. Advice is written with ByteBuddy's annotations; the work is done
 * by its bare ASM, because ByteBuddy itself takes some 700 classes, which a JVM that starts would have to wait for.
 */
public final class Weaving {
    private final ClassReader reader;
    private final WovenClass type = new WovenClass();
    /** By name and descriptor. */
    private final Map<String, Plan> plans = new LinkedHashMap<>();

    private Weaving(byte[] bytes) {
        reader = new ClassReader(bytes);
        reader.accept(type, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    }

    /** What is done to one method. */
    static final class Plan {
        final WovenClass.Member method;
        final List<Advice> advice = new ArrayList<>();
        final List<Call> calls = new ArrayList<>();
        private int ownLocals;

        private Plan(WovenClass.Member method) {
            this.method = method;
        }
    }

    /** A call of an instance method, and of the static method that takes its place. */
    static final class Call {
        final String owner;
        final String called;
        final String descriptor;
        final String target;
        final String replacement;
        final String replacing;
        boolean met;

        private Call(
                String owner, String called, String descriptor, String target, String replacement, String replacing) {
            this.owner = owner;
            this.called = called;
            this.descriptor = descriptor;
            this.target = target;
            this.replacement = replacement;
            this.replacing = replacing;
        }
    }

    /**
     * Weaves a hook into a class.
     *
     * @param bytes the class file
     * @return the woven class file
     * @throws MissingMember when this version of the class lacks what the hook needs
     * @throws IllegalArgumentException when the class file is newer than what can be read, or advice cannot be inlined
     */
    static byte[] weave(Hook hook, byte[] bytes) {
        Weaving weaving = plan(hook, bytes);
        weaving.measure();
        return weaving.write();
    }

    static Weaving plan(Hook hook, byte[] bytes) {
        Weaving weaving = new Weaving(bytes);
        hook.weave(weaving);
        return weaving;
    }

    Iterable<Plan> plans() {
        return plans.values();
    }

    /**
     * Inlines an advice class into a method.
     *
     * @param parameters binary names of the parameters' types; none for every overload
     */
    public Weaving advise(Class<?> advice, String method, String... parameters) {
        return advise(advice, method, method, parameters);
    }

    /** Whether the class has a method of this name, in this version. */
    public boolean has(String method) {
        return !named(method).isEmpty();
    }

    /** Inlines an advice class into a constructor. */
    public Weaving adviseConstructor(Class<?> advice, String... parameters) {
        return advise(advice, "<init>", "constructor", parameters);
    }

    /**
     * Replaces calls of an instance method without parameters by calls of a static one that takes the instance.
     *
     * @param method the method whose body is changed
     * @param owner the binary name of the type on which the call is made
     * @param called the name of the method called, which returns nothing
     * @param target a class of the bootstrap package with a static method of the name {@code replacement}, which
     *     takes a Runnable
     */
    public Weaving replaceCall(String method, String owner, String called, Class<?> target, String replacement) {
        return replaceCall(method, owner, called, "()V", target, replacement, "(Ljava/lang/Runnable;)V");
    }

    /**
     * As the other one, for a call with parameters or a result: the static method takes the instance before them.
     *
     * @param descriptor of the method called
     */
    public Weaving replaceCall(
            String method, String owner, String called, String descriptor, Class<?> target, String replacement) {
        String taking = "(L" + owner.replace('.', '/') + ";" + descriptor.substring(1);
        return replaceCall(method, owner, called, descriptor, target, replacement, taking);
    }

    private Weaving replaceCall(
            String method,
            String owner,
            String called,
            String descriptor,
            Class<?> target,
            String replacement,
            String replacing) {
        Call call = new Call(
                owner.replace('.', '/'),
                called,
                descriptor,
                target.getName().replace('.', '/'),
                replacement,
                replacing);
        List<Plan> found = named(method);
        require(found, method);
        for (WovenClass.Member each : type.methods()) {
            if (each.hasCode() && each.hasBodyOf(method)) {
                found.add(planOf(each));
            }
        }
        for (Plan each : found) {
            each.calls.add(call);
        }
        return this;
    }

    private Weaving advise(Class<?> advice, String method, String shown, String... parameters) {
        List<Plan> found = new ArrayList<>();
        for (Plan each : named(method)) {
            if (parameters.length == 0 || takes(each.method, parameters)) {
                found.add(each);
            }
        }
        require(found, shown + "(" + String.join(", ", parameters) + ")");
        Advice read = Advice.read(advice);
        for (Plan each : found) {
            each.advice.add(read);
        }
        return this;
    }

    private static boolean takes(WovenClass.Member method, String... parameters) {
        Type[] types = Type.getArgumentTypes(method.descriptor());
        boolean same = types.length == parameters.length;
        for (int i = 0; same && i < types.length; i++) {
            same = types[i].getClassName().equals(parameters[i]);
        }
        return same;
    }

    private List<Plan> named(String name) {
        List<Plan> found = new ArrayList<>();
        for (WovenClass.Member each : type.methods()) {
            if (each.name().equals(name) && each.hasCode()) {
                found.add(planOf(each));
            }
        }
        return found;
    }

    private Plan planOf(WovenClass.Member method) {
        String key = method.name() + method.descriptor();
        Plan plan = plans.get(key);
        if (plan == null) {
            plan = new Plan(method);
            plans.put(key, plan);
        }
        return plan;
    }

    private static void require(List<Plan> found, String member) {
        if (found.isEmpty()) {
            throw new MissingMember(member);
        }
    }

    /** How many local variables a method has is written behind its code, and needed before it. */
    private void measure() {
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] thrown) {
                        Plan plan = plans.get(name + descriptor);
                        return plan == null || plan.advice.isEmpty()
                                ? null
                                : new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMaxs(int maxStack, int maxLocals) {
                                        plan.ownLocals = maxLocals;
                                    }
                                };
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    private byte[] write() {
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] thrown) {
                        MethodVisitor written = super.visitMethod(access, name, descriptor, signature, thrown);
                        Plan plan = plans.get(name + descriptor);
                        return plan == null ? written : woven(plan, written);
                    }
                },
                ClassReader.EXPAND_FRAMES);
        for (Plan plan : plans.values()) {
            for (Call call : plan.calls) {
                if (!call.met) {
                    throw new MissingMember("call of " + call.owner.replace('/', '.') + "." + call.called + " in "
                            + plan.method.name());
                }
            }
        }
        return writer.toByteArray();
    }

    /** A method's own code has its calls replaced, then passes its advice from the last one to the first, outermost. */
    private MethodVisitor woven(Plan plan, MethodVisitor written) {
        MethodVisitor first = written;
        AdvisedMethod last = null;
        int locals = plan.ownLocals;
        for (int i = plan.advice.size() - 1; i >= 0; i--) {
            AdvisedMethod next = new AdvisedMethod(type, plan.method, plan.advice.get(i), locals);
            locals = next.allSlots();
            if (last == null) {
                first = next;
            } else {
                last.passTo(next);
            }
            last = next;
        }
        if (last != null) {
            last.passTo(written);
        }
        for (Call each : plan.calls) {
            first = new Replacement(first, each);
        }
        return first;
    }

    private static final class Replacement extends MethodVisitor {
        private final Call call;

        Replacement(MethodVisitor to, Call call) {
            super(Opcodes.ASM9, to);
            this.call = call;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean onInterface) {
            if (owner.equals(call.owner) && name.equals(call.called) && descriptor.equals(call.descriptor)) {
                call.met = true;
                super.visitMethodInsn(Opcodes.INVOKESTATIC, call.target, call.replacement, call.replacing, false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, onInterface);
            }
        }
    }
}
