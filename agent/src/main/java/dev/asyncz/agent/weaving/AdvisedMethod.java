package dev.asyncz.agent.weaving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * A method with advice inlined into it. What advice keeps lies in local variables behind the method's own:
 *
 * <pre>
 *   the method's own | what the enter advice gave | arguments for the exit advice | returned | thrown | the advice's own
 * </pre>
 *
 * The second and third part are there from the method's first own instruction on, so each of its stack-map frames gets
 * them. The exit advice is inlined anew at each return, without a jump, so that whatever else lies on the operand stack
 * may stay there; where it has to catch, it leaves the method from the handler.
 */
final class AdvisedMethod extends MethodVisitor {
    private static final String THROWABLE = "java/lang/Throwable";
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Object[] NOTHING = {};
    private static final Object[] CAUGHT = {THROWABLE};

    private final WovenClass in;
    private final WovenClass.Member method;
    private final @Nullable AdviceMethod enter;
    private final @Nullable AdviceMethod exit;
    private final Type[] arguments;
    private final Type returned;
    private final Type entered;

    private final int ownLocals;
    private final int enteredSlot;
    private final int[] keptSlots;
    private final int returnedSlot;
    private final int thrownSlot;
    private final int adviceSlot;
    private final int allLocals;

    /** The verifier's types of the second and third part. */
    private final List<Object> kept = new ArrayList<>();

    private final List<Block> ownBlocks = new ArrayList<>();
    private final List<Block> exitBlocks = new ArrayList<>();
    private final Label bodyStart = new Label();
    private final Label exitFailed = new Label();

    /**
     * @param ownLocals the slots that the method's own variables take
     * @throws IllegalArgumentException if the advice does not fit the method
     */
    AdvisedMethod(WovenClass in, WovenClass.Member method, Advice advice, int ownLocals) {
        super(Opcodes.ASM9);
        this.in = in;
        this.method = method;
        enter = advice.enter();
        exit = advice.exit();
        arguments = Type.getArgumentTypes(method.descriptor());
        returned = Type.getReturnType(method.descriptor());
        entered = enter == null ? Type.VOID_TYPE : enter.result();

        this.ownLocals = ownLocals;
        enteredSlot = ownLocals;
        if (entered.getSize() > 0) {
            kept.add(inFrame(entered));
        }
        keptSlots = new int[arguments.length];
        returnedSlot = keepArguments(enteredSlot + entered.getSize());
        thrownSlot = returnedSlot + returned.getSize();
        adviceSlot = thrownSlot + 1;
        allLocals = adviceSlot + Math.max(enter == null ? 0 : enter.ownSlots(), exit == null ? 0 : exit.ownSlots());
    }

    private int keepArguments(int from) {
        int slot = from;
        if (enter != null) {
            fits(enter);
        }
        if (exit != null) {
            fits(exit);
            for (AdviceMethod.Parameter each : exit.parameters()) {
                if (each.meaning.equals("Argument") && keptSlots[each.index] == 0) {
                    keptSlots[each.index] = slot;
                    kept.add(inFrame(arguments[each.index]));
                    slot += arguments[each.index].getSize();
                }
            }
        }
        return slot;
    }

    /** The slots that all variables take together. */
    int allLocals() {
        return allLocals;
    }

    void passTo(MethodVisitor next) {
        mv = next;
    }

    private record Block(
            Label start, Label end, Label handler, @Nullable String type) {}

    private void fits(AdviceMethod advice) {
        advice.require(
                !method.isConstructor() || !advice.followsThrowable(), "cannot follow what a constructor throws");
        for (AdviceMethod.Parameter each : advice.parameters()) {
            boolean needsThis = each.meaning.equals("This") || each.meaning.equals("FieldValue");
            advice.require(
                    !needsThis || !(method.isStatic() || (method.isConstructor() && advice == enter)),
                    "needs an object, which " + method.name() + " does not have");
            advice.require(
                    !needsThis || !advice.followsThrowable(), "needs an object, which is not at hand after a throw");
            advice.require(
                    !each.meaning.equals("Argument") || each.index < arguments.length,
                    "needs argument " + each.index + ", which " + method.name() + " does not have");
            Type given = typeOf(each);
            advice.require(
                    each.type.equals(given) || (isReference(each.type) && isReference(given)),
                    "takes a " + each.type.getClassName() + " as " + each.meaning + ", which is a "
                            + given.getClassName());
        }
    }

    private Type typeOf(AdviceMethod.Parameter parameter) {
        return switch (parameter.meaning) {
            case "Argument" -> arguments[parameter.index];
            case "Return" -> returned;
            case "Enter" -> entered;
            case "FieldValue" -> Type.getType(in.field(parameter.field).descriptor());
            default -> OBJECT;
        };
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (enter != null) {
            inlineEnter(enter);
        }
        int slot = method.isStatic() ? 0 : 1;
        for (int i = 0; i < arguments.length; i++) {
            if (keptSlots[i] != 0) {
                load(arguments[i], slot);
                store(arguments[i], keptSlots[i]);
            }
            slot += arguments[i].getSize();
        }
        mv.visitLabel(bodyStart);
    }

    private void inlineEnter(AdviceMethod advice) {
        if (!advice.suppresses()) {
            advice.replay(new Inlined(advice, false));
            return;
        }
        loadDefault(entered);
        store(entered, enteredSlot);
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        Label after = new Label();
        mv.visitTryCatchBlock(start, end, handler, THROWABLE);
        mv.visitLabel(start);
        advice.replay(new Inlined(advice, false));
        mv.visitLabel(end);
        mv.visitJumpInsn(Opcodes.GOTO, after);
        mv.visitLabel(handler);
        List<Object> behind = kept.subList(0, Math.min(1, entered.getSize()));
        Object[] atStart = localsAtStart();
        frame(atStart, behind, CAUGHT);
        mv.visitInsn(Opcodes.POP);
        mv.visitLabel(after);
        frame(atStart, behind, NOTHING);
        // The method's own code may begin with a frame, and two of them cannot be at one place.
        mv.visitInsn(Opcodes.NOP);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String caught) {
        // Later: what exit advice throws must not meet the handlers of the method.
        ownBlocks.add(new Block(start, end, handler, caught));
    }

    @Override
    public void visitInsn(int opcode) {
        if (exit == null || opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
            super.visitInsn(opcode);
            return;
        }
        store(returned, returnedSlot);
        exitBlocks.add(inlineExit(exit, exitFailed, false));
        load(returned, returnedSlot);
        super.visitInsn(opcode);
    }

    private Block inlineExit(AdviceMethod advice, Label handler, boolean thrown) {
        Block block = new Block(new Label(), new Label(), handler, THROWABLE);
        mv.visitLabel(block.start);
        advice.replay(new Inlined(advice, thrown));
        mv.visitLabel(block.end);
        return block;
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        if (exit != null && opcode >= Opcodes.ISTORE && slot == 0 && !method.isStatic()) {
            exit.require(false, "cannot rely on this in " + method.name());
        }
        super.visitVarInsn(opcode, slot);
    }

    @Override
    public void visitFrame(int kind, int localCount, Object[] locals, int stackCount, Object[] stack) {
        if (kept.isEmpty()) {
            super.visitFrame(kind, localCount, locals, stackCount, stack);
        } else {
            frame(Arrays.copyOf(locals, localCount), kept, Arrays.copyOf(stack, stackCount));
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (exit != null && exit.suppresses()) {
            visit(exitBlocks);
        }
        visit(ownBlocks);
        if (exit != null) {
            inlineHandlers(exit);
        }
        int advice = Math.max(enter == null ? 0 : enter.maxStack(), exit == null ? 0 : exit.maxStack());
        // At a return the method's own operands may still be there; a kept long takes two.
        super.visitMaxs(maxStack + advice + 2, allLocals);
    }

    private void inlineHandlers(AdviceMethod advice) {
        Label bodyEnd = new Label();
        mv.visitLabel(bodyEnd);
        List<Object> behind = new ArrayList<>(kept);
        if (returned.getSize() > 0) {
            behind.add(inFrame(returned));
        }
        if (advice.suppresses() && !exitBlocks.isEmpty()) {
            mv.visitLabel(exitFailed);
            frame(NOTHING, behind, CAUGHT);
            mv.visitInsn(Opcodes.POP);
            load(returned, returnedSlot);
            mv.visitInsn(returned.getOpcode(Opcodes.IRETURN));
        }
        if (advice.followsThrowable()) {
            Label handler = new Label();
            Label failed = new Label();
            mv.visitTryCatchBlock(bodyStart, bodyEnd, handler, null);
            mv.visitLabel(handler);
            frame(NOTHING, kept, CAUGHT);
            store(OBJECT, thrownSlot);
            loadDefault(returned);
            store(returned, returnedSlot);
            visit(List.of(inlineExit(advice, failed, true)));
            load(OBJECT, thrownSlot);
            mv.visitInsn(Opcodes.ATHROW);
            mv.visitLabel(failed);
            behind.add(THROWABLE);
            frame(NOTHING, behind, CAUGHT);
            mv.visitInsn(Opcodes.POP);
            load(OBJECT, thrownSlot);
            mv.visitInsn(Opcodes.ATHROW);
        }
    }

    private void visit(List<Block> blocks) {
        for (Block each : blocks) {
            mv.visitTryCatchBlock(each.start, each.end, each.handler, each.type);
        }
    }

    private Object[] localsAtStart() {
        List<Object> locals = new ArrayList<>();
        if (method.isConstructor()) {
            locals.add(Opcodes.UNINITIALIZED_THIS);
        } else if (!method.isStatic()) {
            locals.add(in.name());
        }
        for (Type each : arguments) {
            locals.add(inFrame(each));
        }
        return locals.toArray();
    }

    /** A frame of some of the method's own variables and, at their place behind all of them, the kept ones. */
    private void frame(Object[] own, List<Object> behind, Object[] stack) {
        if (!in.hasFrames()) {
            return;
        }
        List<Object> locals = new ArrayList<>();
        int slots = 0;
        for (Object each : own) {
            locals.add(each);
            slots += each.equals(Opcodes.LONG) || each.equals(Opcodes.DOUBLE) ? 2 : 1;
        }
        while (slots++ < ownLocals) {
            locals.add(Opcodes.TOP);
        }
        locals.addAll(behind);
        mv.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.length, stack);
    }

    private static Object inFrame(Type type) {
        return switch (type.getSort()) {
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.OBJECT, Type.ARRAY -> type.getInternalName();
            default -> Opcodes.INTEGER;
        };
    }

    private static boolean isReference(Type type) {
        return type.getSort() >= Type.ARRAY;
    }

    private void load(Type type, int slot) {
        if (type.getSize() > 0) {
            mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
        }
    }

    private void store(Type type, int slot) {
        if (type.getSize() > 0) {
            mv.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
        }
    }

    private void loadDefault(Type type) {
        switch (type.getSort()) {
            case Type.VOID -> {}
            case Type.LONG -> mv.visitInsn(Opcodes.LCONST_0);
            case Type.DOUBLE -> mv.visitInsn(Opcodes.DCONST_0);
            case Type.FLOAT -> mv.visitInsn(Opcodes.FCONST_0);
            case Type.OBJECT, Type.ARRAY -> mv.visitInsn(Opcodes.ACONST_NULL);
            default -> mv.visitInsn(Opcodes.ICONST_0);
        }
    }

    /** Takes the instructions of advice, and puts what its parameters stand for in their place. */
    private final class Inlined extends MethodVisitor {
        private final AdviceMethod advice;
        private final boolean thrown;

        Inlined(AdviceMethod advice, boolean thrown) {
            super(Opcodes.ASM9);
            this.advice = advice;
            this.thrown = thrown;
        }

        /** Up to here there are annotations, behind {@link #visitMaxs} is nothing: neither is for the method. */
        @Override
        public void visitCode() {
            mv = AdvisedMethod.this.mv;
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
            } else if (advice == enter) {
                store(entered, enteredSlot);
            }
        }

        @Override
        public void visitIincInsn(int slot, int by) {
            super.visitIincInsn(ownSlot(slot), by);
        }

        @Override
        public void visitVarInsn(int opcode, int slot) {
            AdviceMethod.Parameter parameter = advice.parameterAt(slot);
            if (parameter == null) {
                super.visitVarInsn(opcode, ownSlot(slot));
            } else if (opcode >= Opcodes.ISTORE) {
                Type to = typeOf(parameter);
                cast(parameter.type, to);
                store(to, parameter.meaning.equals("Return") ? returnedSlot : argumentSlot(parameter.index));
            } else {
                loadMeaning(parameter);
            }
        }

        private void loadMeaning(AdviceMethod.Parameter parameter) {
            Type type = typeOf(parameter);
            switch (parameter.meaning) {
                case "Origin" -> loadOrigin(parameter);
                case "Argument" ->
                    load(type, advice == enter ? argumentSlot(parameter.index) : keptSlots[parameter.index]);
                case "Return" -> load(type, returnedSlot);
                case "Enter" -> load(type, enteredSlot);
                case "Thrown" -> {
                    if (thrown) {
                        load(type, thrownSlot);
                    } else {
                        super.visitInsn(Opcodes.ACONST_NULL);
                    }
                }
                case "FieldValue" -> {
                    WovenClass.Member field = in.field(parameter.field);
                    load(OBJECT, 0);
                    super.visitFieldInsn(Opcodes.GETFIELD, in.name(), field.name(), field.descriptor());
                }
                default -> load(type, 0);
            }
            if (!parameter.meaning.equals("Origin")) {
                cast(type, parameter.type);
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
                        Opcodes.INVOKESTATIC,
                        "java/lang/Class",
                        "forName",
                        "(Ljava/lang/String;)Ljava/lang/Class;",
                        false);
            }
        }

        private int ownSlot(int slot) {
            return adviceSlot + slot - advice.parameterSlots();
        }

        private int argumentSlot(int index) {
            int slot = method.isStatic() ? 0 : 1;
            for (int i = 0; i < index; i++) {
                slot += arguments[i].getSize();
            }
            return slot;
        }

        /** Checked where it runs, in the reach of what suppresses: the verifier must not find anything to refuse. */
        private void cast(Type from, Type to) {
            if (isReference(to) && !to.equals(from) && !to.equals(OBJECT)) {
                super.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
            }
        }
    }
}
