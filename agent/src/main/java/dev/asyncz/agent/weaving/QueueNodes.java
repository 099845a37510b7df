package dev.asyncz.agent.weaving;

import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.handoff.PoolHandoff;
import dev.asyncz.bootstrap.handoff.QueueNode;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Makes the {@link QueueNode}: a subclass of what {@code LinkedBlockingQueue} keeps its work in, which has one field more. */
public final class QueueNodes {
    private static final String NODE = "java/util/concurrent/LinkedBlockingQueue$Node";
    private static final String OURS = "java/util/concurrent/LinkedBlockingQueue$AsynczNode";
    private static final String OBJECT = "java/lang/Object";
    private static final String BOTH = "(Ljava/lang/Object;Ljava/lang/Object;)";

    private QueueNodes() {}

    /** From here on linked queues may be told of runs; without, and with a warning, where this JDK is not as expected. */
    public static void define(Instrumentation instrumentation, FailureLog failures) {
        try {
            Module base = Object.class.getModule();
            Set<Module> sees = Set.of(QueueNode.class.getModule());
            Map<String, Set<Module>> opens = Map.of("java.util.concurrent", Set.of(QueueNodes.class.getModule()));
            instrumentation.redefineModule(base, sees, Map.of(), opens, Set.of(), Map.of());
            Constructor<?> made = MethodHandles.privateLookupIn(LinkedBlockingQueue.class, MethodHandles.lookup())
                    .defineClass(classFile())
                    .getDeclaredConstructor(Object.class, Object.class);
            made.setAccessible(true);
            QueueNode first = (QueueNode) made.newInstance("work", null);
            // Tried here, where it can still be done without.
            if ("run".equals(first.insteadOf(first, "run").take())) {
                PoolHandoff.tellBy(first);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            failures.failed(
                    "work that waits in a queue is told by its object alone: of an object that waits twice,"
                            + " or was lost, a line may be bound to no run",
                    e);
        }
    }

    static byte[] classFile() {
        ClassWriter type = new ClassWriter(0);
        type.visit(
                Opcodes.V17,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                OURS,
                null,
                NODE,
                new String[] {Type.getInternalName(QueueNode.class)});
        type.visitField(Opcodes.ACC_PRIVATE, "bond", "Ljava/lang/Object;", null, null)
                .visitEnd();

        MethodVisitor made = type.visitMethod(0, "<init>", BOTH + "V", null, null);
        made.visitCode();
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitVarInsn(Opcodes.ALOAD, 1);
        made.visitMethodInsn(Opcodes.INVOKESPECIAL, NODE, "<init>", "(Ljava/lang/Object;)V", false);
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitVarInsn(Opcodes.ALOAD, 2);
        made.visitFieldInsn(Opcodes.PUTFIELD, OURS, "bond", "Ljava/lang/Object;");
        end(made, Opcodes.RETURN, 2, 3);

        MethodVisitor insteadOf = type.visitMethod(
                Opcodes.ACC_PUBLIC, "insteadOf", BOTH + Type.getDescriptor(QueueNode.class), null, null);
        insteadOf.visitCode();
        insteadOf.visitTypeInsn(Opcodes.NEW, OURS);
        insteadOf.visitInsn(Opcodes.DUP);
        insteadOf.visitVarInsn(Opcodes.ALOAD, 1);
        insteadOf.visitTypeInsn(Opcodes.CHECKCAST, NODE);
        insteadOf.visitFieldInsn(Opcodes.GETFIELD, NODE, "item", "Ljava/lang/Object;");
        insteadOf.visitVarInsn(Opcodes.ALOAD, 2);
        insteadOf.visitMethodInsn(Opcodes.INVOKESPECIAL, OURS, "<init>", BOTH + "V", false);
        end(insteadOf, Opcodes.ARETURN, 4, 3);

        MethodVisitor take = type.visitMethod(Opcodes.ACC_PUBLIC, "take", "()L" + OBJECT + ";", null, null);
        take.visitCode();
        take.visitVarInsn(Opcodes.ALOAD, 0);
        take.visitFieldInsn(Opcodes.GETFIELD, OURS, "bond", "Ljava/lang/Object;");
        take.visitVarInsn(Opcodes.ALOAD, 0);
        take.visitInsn(Opcodes.ACONST_NULL);
        take.visitFieldInsn(Opcodes.PUTFIELD, OURS, "bond", "Ljava/lang/Object;");
        end(take, Opcodes.ARETURN, 3, 1);

        type.visitEnd();
        return type.toByteArray();
    }

    private static void end(MethodVisitor method, int by, int maxStack, int maxLocals) {
        method.visitInsn(by);
        method.visitMaxs(maxStack, maxLocals);
        method.visitEnd();
    }
}
