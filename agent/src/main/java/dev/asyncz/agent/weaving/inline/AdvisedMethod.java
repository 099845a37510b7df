package dev.asyncz.agent.weaving.inline;

import dev.asyncz.agent.weaving.inline.InlinedAdvice.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * A method with advice inlined into it. What advice keeps lies in {@link AdviceLocals}. The exit advice is inlined anew
 * at each return, without a jump, so that whatever else lies on the operand stack may stay there; where it has to
 * catch, it leaves the method from the handler.
 */
public final class AdvisedMethod extends MethodVisitor {
    private static final String THROWABLE = "java/lang/Throwable";
    private static final Object[] NOTHING = {};
    private static final Object[] CAUGHT = {THROWABLE};

    private final WovenClass in;
    private final WovenClass.Member method;
    private final @Nullable AdviceMethod enter;
    private final @Nullable AdviceMethod exit;
    private final AdviceLocals locals;

    private final List<Block> ownBlocks = new ArrayList<>();
    private final List<Block> exitBlocks = new ArrayList<>();
    private final Label bodyStart = new Label();
    private final List<Block> returnBlocks = new ArrayList<>();
    private final Label exitFailed = new Label();
    private final Label returnFailed = new Label();
    private boolean locks;

    /**
     * @param ownSlots the slots that the method's own variables take
     * @throws IllegalArgumentException if the advice does not fit the method
     */
    public AdvisedMethod(WovenClass in, WovenClass.Member method, Advice advice, int ownSlots) {
        super(Opcodes.ASM9);
        this.in = in;
        this.method = method;
        enter = advice.enter();
        exit = advice.exit();
        locals = new AdviceLocals(in, method, advice, ownSlots);
        if (enter != null) {
            fits(enter);
        }
        if (exit != null) {
            fits(exit);
        }
    }

    /** The slots that all variables take together. */
    public int allSlots() {
        return locals.allSlots();
    }

    /** @param next takes the advised method */
    public void passTo(MethodVisitor next) {
        mv = next;
    }

    private record Block(
            Label start, Label end, Label handler, @Nullable String type) {}

    private void fits(AdviceMethod advice) {
        advice.require(
                !method.isConstructor() || !advice.followsThrowable(), "cannot follow what a constructor throws");
        advice.require(!method.isConstructor() || !advice.skips(), "cannot skip a constructor");
        for (AdviceMethod.Parameter each : advice.parameters()) {
            boolean needsThis = each.meaning.equals("This") || each.meaning.equals("FieldValue");
            advice.require(
                    !needsThis || !(method.isStatic() || (method.isConstructor() && advice == enter)),
                    "needs an object, which " + method.name() + " does not have");
            advice.require(
                    !needsThis || !advice.followsThrowable(), "needs an object, which is not at hand after a throw");
            advice.require(
                    !each.meaning.equals("Argument") || each.index < locals.arguments().length,
                    "needs argument " + each.index + ", which " + method.name() + " does not have");
            Type given = locals.typeOf(each);
            advice.require(
                    each.type.equals(given) || (AdviceMethod.isReference(each.type) && AdviceMethod.isReference(given)),
                    "takes a " + each.type.getClassName() + " as " + each.meaning + ", which is a "
                            + given.getClassName());
        }
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (enter != null) {
            inlineEnter(enter);
        }
        Type[] arguments = locals.arguments();
        for (int i = 0; i < arguments.length; i++) {
            if (locals.keptSlot(i) != 0) {
                AdviceLocals.load(mv, arguments[i], locals.argumentSlot(i));
                AdviceLocals.store(mv, arguments[i], locals.keptSlot(i));
            }
        }
        mv.visitLabel(bodyStart);
        if (enter != null && enter.skips()) {
            returnUnlessNull();
        }
    }

    /** Returns null, zero or false by way of the exit advice, where the enter advice has given an object. */
    private void returnUnlessNull() {
        Label own = new Label();
        AdviceLocals.load(mv, locals.entered(), locals.enteredSlot());
        mv.visitJumpInsn(Opcodes.IFNULL, own);
        AdviceLocals.pushDefault(mv, locals.returned());
        visitInsn(locals.returned().getOpcode(Opcodes.IRETURN));
        mv.visitLabel(own);
        locals.frame(mv, locals.atStart(), locals.kept(), NOTHING);
        mv.visitInsn(Opcodes.NOP);
    }

    private void inlineEnter(AdviceMethod advice) {
        if (!advice.suppresses()) {
            inline(advice, Moment.ENTERED);
            return;
        }
        AdviceLocals.storeDefault(mv, locals.entered(), locals.enteredSlot());
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        Label after = new Label();
        mv.visitTryCatchBlock(start, end, handler, THROWABLE);
        mv.visitLabel(start);
        inline(advice, Moment.ENTERED);
        mv.visitLabel(end);
        mv.visitJumpInsn(Opcodes.GOTO, after);
        mv.visitLabel(handler);
        List<Object> behind = locals.keptOfEnter();
        Object[] atStart = locals.atStart();
        locals.frame(mv, atStart, behind, CAUGHT);
        mv.visitInsn(Opcodes.POP);
        mv.visitLabel(after);
        locals.frame(mv, atStart, behind, NOTHING);
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
        locks |= opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT;
        if (exit == null || opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
            super.visitInsn(opcode);
            return;
        }
        AdviceLocals.store(mv, locals.returned(), locals.returnedSlot());
        Block inlined = inlineExit(exit, exitFailed, Moment.RETURNED);
        exitBlocks.add(inlined);
        loadReturned();
        super.visitInsn(opcode);
        Label returned = new Label();
        mv.visitLabel(returned);
        returnBlocks.add(new Block(inlined.end, returned, returnFailed, null));
    }

    private void loadReturned() {
        AdviceLocals.load(mv, locals.returned(), locals.returnedSlot());
    }

    private Block inlineExit(AdviceMethod advice, Label handler, Moment moment) {
        Block block = new Block(new Label(), new Label(), handler, THROWABLE);
        mv.visitLabel(block.start);
        inline(advice, moment);
        mv.visitLabel(block.end);
        return block;
    }

    private void inline(AdviceMethod advice, Moment moment) {
        advice.replay(new InlinedAdvice(mv, in, method, locals, advice, moment));
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        if (exit != null && opcode >= Opcodes.ISTORE && slot == 0 && !method.isStatic()) {
            exit.require(false, "cannot rely on this in " + method.name());
        }
        super.visitVarInsn(opcode, slot);
    }

    @Override
    public void visitFrame(int kind, int localCount, Object[] own, int stackCount, Object[] stack) {
        if (locals.kept().isEmpty()) {
            super.visitFrame(kind, localCount, own, stackCount, stack);
        } else {
            locals.frame(mv, Arrays.copyOf(own, localCount), locals.kept(), Arrays.copyOf(stack, stackCount));
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (exit != null && exit.suppresses()) {
            visit(exitBlocks);
        }
        // With a lock left, which the JVM allows, it is the return that throws: the exit advice has run by then.
        boolean mayFailToReturn = locks && !returnBlocks.isEmpty();
        if (mayFailToReturn) {
            visit(returnBlocks);
        }
        visit(ownBlocks);
        if (exit != null) {
            inlineHandlers(exit);
        }
        if (mayFailToReturn) {
            mv.visitLabel(returnFailed);
            locals.frame(mv, NOTHING, locals.keptAtExit(), CAUGHT);
            mv.visitInsn(Opcodes.ATHROW);
        }
        int advice = Math.max(enter == null ? 0 : enter.maxStack(), exit == null ? 0 : exit.maxStack());
        // At a return the method's own operands may still be there; a kept long takes two.
        super.visitMaxs(maxStack + advice + 2, allSlots());
    }

    private void inlineHandlers(AdviceMethod advice) {
        Label bodyEnd = new Label();
        mv.visitLabel(bodyEnd);
        List<Object> behind = locals.keptAtExit();
        if (advice.suppresses() && !exitBlocks.isEmpty()) {
            mv.visitLabel(exitFailed);
            // It returns from here, too, and advice around this one may ask for the object then.
            locals.frame(mv, locals.atReturn(), behind, CAUGHT);
            mv.visitInsn(Opcodes.POP);
            loadReturned();
            mv.visitInsn(locals.returned().getOpcode(Opcodes.IRETURN));
        }
        if (advice.followsThrowable()) {
            Label handler = new Label();
            Label failed = new Label();
            mv.visitTryCatchBlock(bodyStart, bodyEnd, handler, null);
            mv.visitLabel(handler);
            locals.frame(mv, NOTHING, locals.kept(), CAUGHT);
            mv.visitVarInsn(Opcodes.ASTORE, locals.thrownSlot());
            AdviceLocals.storeDefault(mv, locals.returned(), locals.returnedSlot());
            visit(List.of(inlineExit(advice, failed, Moment.THROWN)));
            mv.visitVarInsn(Opcodes.ALOAD, locals.thrownSlot());
            mv.visitInsn(Opcodes.ATHROW);
            mv.visitLabel(failed);
            behind.add(THROWABLE);
            locals.frame(mv, NOTHING, behind, CAUGHT);
            mv.visitInsn(Opcodes.POP);
            mv.visitVarInsn(Opcodes.ALOAD, locals.thrownSlot());
            mv.visitInsn(Opcodes.ATHROW);
        }
    }

    private void visit(List<Block> blocks) {
        for (Block each : blocks) {
            mv.visitTryCatchBlock(each.start, each.end, each.handler, each.type);
        }
    }
}
