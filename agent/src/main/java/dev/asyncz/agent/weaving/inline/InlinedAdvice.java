package dev.asyncz.agent.weaving.inline;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Takes the instructions of advice, and puts what its parameters stand for in their place. */
final class InlinedAdvice extends MethodVisitor {
    /** The moments at which advice runs. */
    enum Moment {
        ENTERED,
        RETURNED,
        THROWN
    }

    private final MethodVisitor to;
    private final WovenClass in;
    private final WovenClass.Member method;
    private final AdviceLocals locals;
    private final AdviceMethod advice;
    private final Moment moment;

    InlinedAdvice(
            MethodVisitor to,
            WovenClass in,
            WovenClass.Member method,
            AdviceLocals locals,
            AdviceMethod advice,
            Moment moment) {
        super(Opcodes.ASM9);
        this.to = to;
        this.in = in;
        this.method = method;
        this.locals = locals;
        this.advice = advice;
        this.moment = moment;
    }

    /** Up to here there are annotations, behind {@link #visitMaxs} is nothing: neither is for the method. */
    @Override
    public void visitCode() {
        mv = to;
    }

    @Override
    @SuppressWarnings("NullAway") // A visitor without a next one ends there.
    public void visitMaxs(int maxStack, int maxLocals) {
        mv = null;
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
            super.visitInsn(opcode);
        } else if (moment == Moment.ENTERED) {
            AdviceLocals.store(to, locals.entered(), locals.enteredSlot());
        }
    }

    @Override
    public void visitIincInsn(int slot, int by) {
        super.visitIincInsn(locals.slotOf(advice, slot), by);
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        AdviceMethod.Parameter parameter = advice.parameterAt(slot);
        if (parameter == null) {
            super.visitVarInsn(opcode, locals.slotOf(advice, slot));
        } else if (opcode >= Opcodes.ISTORE) {
            Type type = locals.typeOf(parameter);
            cast(parameter.type, type);
            boolean result = parameter.meaning.equals("Return");
            AdviceLocals.store(to, type, result ? locals.returnedSlot() : locals.argumentSlot(parameter.index));
        } else if (parameter.meaning.equals("Origin")) {
            loadOrigin(parameter);
        } else {
            loadMeaning(parameter);
            cast(locals.typeOf(parameter), parameter.type);
        }
    }

    private void loadMeaning(AdviceMethod.Parameter parameter) {
        Type type = locals.typeOf(parameter);
        switch (parameter.meaning) {
            case "Argument" -> AdviceLocals.load(to, type, slotOfArgument(parameter.index));
            case "Return" -> AdviceLocals.load(to, type, locals.returnedSlot());
            case "Enter" -> AdviceLocals.load(to, type, locals.enteredSlot());
            case "Thrown" -> loadThrown();
            case "FieldValue" -> {
                WovenClass.Member field = in.field(parameter.field);
                super.visitVarInsn(Opcodes.ALOAD, 0);
                super.visitFieldInsn(Opcodes.GETFIELD, in.name(), field.name(), field.descriptor());
            }
            default -> super.visitVarInsn(Opcodes.ALOAD, 0);
        }
    }

    private int slotOfArgument(int index) {
        return moment == Moment.ENTERED ? locals.argumentSlot(index) : locals.keptSlot(index);
    }

    private void loadThrown() {
        if (moment == Moment.THROWN) {
            super.visitVarInsn(Opcodes.ALOAD, locals.thrownSlot());
        } else {
            super.visitInsn(Opcodes.ACONST_NULL);
        }
    }

    private void loadOrigin(AdviceMethod.Parameter parameter) {
        if (!parameter.field.isEmpty()) {
            super.visitLdcInsn(method.name());
        } else if (in.hasClassConstants()) {
            super.visitLdcInsn(Type.getObjectType(in.name()));
        } else {
            super.visitLdcInsn(in.name().replace('/', '.'));
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, "java/lang/Class", "forName", "(Ljava/lang/String;)Ljava/lang/Class;", false);
        }
    }

    /** Checked where it runs, in the reach of what suppresses: the verifier must not find anything to refuse. */
    private void cast(Type from, Type to) {
        if (AdviceMethod.isReference(to) && !to.equals(from) && !to.equals(AdviceLocals.OBJECT)) {
            super.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
        }
    }
}
