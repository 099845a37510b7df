package dev.asyncz.agent.weaving.inline;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Where an advised method keeps what its advice needs: in local variables behind the method's own.
 *
 * <pre>
 *   the method's own | what the enter advice gave | arguments for the exit advice | returned | thrown | the advice's own
 * </pre>
 *
 * The second and third part are there from the method's first own instruction on, so each of its stack-map frames gets
 * them. Immutable.
 */
final class AdviceLocals {
    static final Type OBJECT = Type.getType(Object.class);

    private final WovenClass in;
    private final WovenClass.Member method;
    private final Type[] arguments;
    private final Type returned;
    private final Type entered;

    private final int ownSlots;
    private final int[] keptSlots;
    private final int returnedSlot;
    private final int thrownSlot;
    private final int adviceSlot;
    private final int allSlots;

    /** The verifier's types of the second and third part. */
    private final List<Object> kept = new ArrayList<>();

    /** @param ownSlots the slots that the method's own variables take */
    AdviceLocals(WovenClass in, WovenClass.Member method, Advice advice, int ownSlots) {
        this.in = in;
        this.method = method;
        this.ownSlots = ownSlots;
        arguments = Type.getArgumentTypes(method.descriptor());
        returned = Type.getReturnType(method.descriptor());
        AdviceMethod enter = advice.enter();
        AdviceMethod exit = advice.exit();
        entered = enter == null ? Type.VOID_TYPE : enter.result();
        if (entered.getSize() > 0) {
            kept.add(inFrame(entered));
        }
        keptSlots = new int[arguments.length];
        returnedSlot = keepArguments(exit, ownSlots + entered.getSize());
        thrownSlot = returnedSlot + returned.getSize();
        adviceSlot = thrownSlot + 1;
        allSlots = adviceSlot + Math.max(enter == null ? 0 : enter.ownSlots(), exit == null ? 0 : exit.ownSlots());
    }

    private int keepArguments(@Nullable AdviceMethod exit, int from) {
        int slot = from;
        for (AdviceMethod.Parameter each : exit == null ? new AdviceMethod.Parameter[0] : exit.parameters()) {
            if (each.meaning.equals("Argument") && each.index < arguments.length && keptSlots[each.index] == 0) {
                keptSlots[each.index] = slot;
                kept.add(inFrame(arguments[each.index]));
                slot += arguments[each.index].getSize();
            }
        }
        return slot;
    }

    /** The slots that all variables take together. */
    int allSlots() {
        return allSlots;
    }

    Type[] arguments() {
        return arguments;
    }

    Type returned() {
        return returned;
    }

    Type entered() {
        return entered;
    }

    int enteredSlot() {
        return ownSlots;
    }

    int returnedSlot() {
        return returnedSlot;
    }

    int thrownSlot() {
        return thrownSlot;
    }

    /** The slot of a variable of the advice's own. */
    int slotOf(AdviceMethod advice, int slot) {
        return adviceSlot + slot - advice.parameterSlots();
    }

    int argumentSlot(int index) {
        int slot = method.isStatic() ? 0 : 1;
        for (int i = 0; i < index; i++) {
            slot += arguments[i].getSize();
        }
        return slot;
    }

    /** The slot of the argument as the method got it; 0 if the exit advice does not ask for it. */
    int keptSlot(int index) {
        return keptSlots[index];
    }

    /** The type of what a parameter of advice stands for. */
    Type typeOf(AdviceMethod.Parameter parameter) {
        return switch (parameter.meaning) {
            case "Argument" -> arguments[parameter.index];
            case "Return" -> returned;
            case "Enter" -> entered;
            case "FieldValue" -> Type.getType(in.field(parameter.field).descriptor());
            default -> OBJECT;
        };
    }

    /** What is kept while the method's own code runs, as stack-map frames have it. */
    List<Object> kept() {
        return kept;
    }

    /** What is kept of the enter advice. */
    List<Object> keptOfEnter() {
        return kept.subList(0, Math.min(1, entered.getSize()));
    }

    /** What is kept while the exit advice runs. */
    List<Object> keptAtExit() {
        List<Object> all = new ArrayList<>(kept);
        if (returned.getSize() > 0) {
            all.add(inFrame(returned));
        }
        return all;
    }

    /** The method's own variables at its beginning. */
    Object[] atStart() {
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

    /** What is left of the method's own variables wherever it returns: the object. */
    Object[] atReturn() {
        return method.isStatic() ? new Object[0] : new Object[] {in.name()};
    }

    /** Writes a frame of some of the method's own variables and, at their place behind all of them, the kept ones. */
    void frame(MethodVisitor to, Object[] own, List<Object> behind, Object[] stack) {
        if (!in.hasFrames()) {
            return;
        }
        List<Object> locals = new ArrayList<>();
        int slots = 0;
        for (Object each : own) {
            locals.add(each);
            slots += each.equals(Opcodes.LONG) || each.equals(Opcodes.DOUBLE) ? 2 : 1;
        }
        while (slots++ < ownSlots) {
            locals.add(Opcodes.TOP);
        }
        locals.addAll(behind);
        to.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.length, stack);
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

    /** Nothing for void. */
    static void load(MethodVisitor to, Type type, int slot) {
        if (type.getSize() > 0) {
            to.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
        }
    }

    /** Nothing for void. */
    static void store(MethodVisitor to, Type type, int slot) {
        if (type.getSize() > 0) {
            to.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
        }
    }

    /** Stores null, zero or false; nothing for void. */
    static void storeDefault(MethodVisitor to, Type type, int slot) {
        pushDefault(to, type);
        store(to, type, slot);
    }

    /** Null, zero or false; nothing for void. */
    static void pushDefault(MethodVisitor to, Type type) {
        switch (type.getSort()) {
            case Type.VOID -> {}
            case Type.LONG -> to.visitInsn(Opcodes.LCONST_0);
            case Type.DOUBLE -> to.visitInsn(Opcodes.DCONST_0);
            case Type.FLOAT -> to.visitInsn(Opcodes.FCONST_0);
            case Type.OBJECT, Type.ARRAY -> to.visitInsn(Opcodes.ACONST_NULL);
            default -> to.visitInsn(Opcodes.ICONST_0);
        }
    }
}
