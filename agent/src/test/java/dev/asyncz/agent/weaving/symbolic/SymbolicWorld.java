package dev.asyncz.agent.weaving.symbolic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Interpreter;

/** What instructions give in a {@link SymbolicRun}, and what is noted of them. For one run. */
final class SymbolicWorld extends Interpreter<SymbolicValue> {
    private static final String CLASS_BY_NAME = "java/lang/Class.forName(Ljava/lang/String;)Ljava/lang/Class;";

    private final Map<String, String> replaced;
    private final long seed;
    private final List<String> events = new ArrayList<>();
    private final Set<SymbolicValue> notNull = new HashSet<>();
    private SymbolicValue operand = SymbolicValue.NOTHING;

    /** What the last branch has looked at; null for what is decided by what it is. */
    private @Nullable SymbolicValue looked;

    private int decided;
    private int decision;

    SymbolicWorld(Map<String, String> replaced, long seed) {
        super(Opcodes.ASM9);
        this.replaced = replaced;
        this.seed = seed;
    }

    /** A call that throws. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient SymbolicValue value;

        Thrown(SymbolicValue value) {
            super("", null, false, false);
            this.value = value;
        }

        SymbolicValue value() {
            return value;
        }
    }

    List<String> events() {
        return events;
    }

    /** What the last instruction has thrown: never null. */
    SymbolicValue thrown() {
        return thrown(operand);
    }

    /** From now on known to be no null. */
    SymbolicValue thrown(SymbolicValue value) {
        notNull.add(value);
        return value;
    }

    void returned(int opcode) {
        events.add(opcode == Opcodes.RETURN ? "returns" : "returns" + SymbolicValue.ids(operand));
    }

    void threw(SymbolicValue value) {
        events.add("throws" + SymbolicValue.ids(value));
    }

    /** One of so many ways, for the last branch. */
    int chooses(int ways) {
        if (looked == null) {
            return decision;
        }
        return way(ways, "branch", looked, decided++);
    }

    boolean isCaught(SymbolicValue exception, @Nullable String type) {
        return type == null || type.equals("java/lang/Throwable") || way(2, exception, type) == 1;
    }

    private int way(int ways, Object... by) {
        long number = SymbolicValue.of(1, seed, SymbolicValue.of(1, by)).id();
        return (int) Math.floorMod(number >> 7, (long) ways);
    }

    private SymbolicValue happens(int size, String what, SymbolicValue... values) {
        events.add(what + SymbolicValue.ids(values));
        SymbolicValue result = SymbolicValue.of(size, seed, events.size(), what);
        if (what.contains("(") && way(8, "throws", result) == 0) {
            throw new Thrown(new SymbolicValue(1, result.id()));
        }
        return result;
    }

    @Override
    public @Nullable SymbolicValue newValue(@Nullable Type type) {
        return type == Type.VOID_TYPE ? null : SymbolicValue.NOTHING;
    }

    @Override
    public SymbolicValue newOperation(AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        if (insn instanceof FieldInsnNode field) {
            return happens(Type.getType(field.desc).getSize(), "gets " + field.owner + "." + field.name);
        }
        if (insn instanceof LdcInsnNode constant) {
            boolean wide = constant.cst instanceof Long || constant.cst instanceof Double;
            Object shown = constant.cst instanceof Type type ? type.getClassName() : constant.cst;
            return SymbolicValue.of(wide ? 2 : 1, "constant", shown);
        }
        if (insn instanceof TypeInsnNode made) {
            return SymbolicValue.of(1, "new", made.desc, events.size());
        }
        if (opcode == Opcodes.ACONST_NULL) {
            return SymbolicValue.NULL;
        }
        Object number = insn instanceof IntInsnNode pushed ? pushed.operand : opcode;
        return SymbolicValue.of(isWide(opcode) ? 2 : 1, "constant", number);
    }

    private static boolean isWide(int opcode) {
        return opcode == Opcodes.LCONST_0
                || opcode == Opcodes.LCONST_1
                || opcode == Opcodes.DCONST_0
                || opcode == Opcodes.DCONST_1;
    }

    @Override
    public SymbolicValue copyOperation(AbstractInsnNode insn, SymbolicValue value) {
        return value;
    }

    @Override
    public @Nullable SymbolicValue unaryOperation(AbstractInsnNode insn, SymbolicValue value) {
        int opcode = insn.getOpcode();
        operand = value;
        return switch (opcode) {
            case Opcodes.IFNULL, Opcodes.IFNONNULL -> {
                boolean known = value.equals(SymbolicValue.NULL) || notNull.contains(value);
                decision = value.equals(SymbolicValue.NULL) == (opcode == Opcodes.IFNULL) ? 1 : 0;
                looked = known ? null : value;
                yield null;
            }
            case Opcodes.IFEQ,
                    Opcodes.IFNE,
                    Opcodes.IFLT,
                    Opcodes.IFGE,
                    Opcodes.IFGT,
                    Opcodes.IFLE,
                    Opcodes.TABLESWITCH,
                    Opcodes.LOOKUPSWITCH -> {
                looked = value;
                yield null;
            }
            case Opcodes.CHECKCAST -> value;
            case Opcodes.IINC -> SymbolicValue.of(1, opcode, value, ((IincInsnNode) insn).incr);
            case Opcodes.PUTSTATIC -> happens(1, "puts " + name((FieldInsnNode) insn), value);
            case Opcodes.GETFIELD ->
                happens(
                        Type.getType(((FieldInsnNode) insn).desc).getSize(),
                        "gets " + name((FieldInsnNode) insn),
                        value);
            case Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> happens(1, "monitor " + opcode, value);
            case Opcodes.INSTANCEOF, Opcodes.ANEWARRAY ->
                SymbolicValue.of(1, opcode, value, ((TypeInsnNode) insn).desc, events.size());
            default -> SymbolicValue.of(sizeOf(opcode), opcode, value);
        };
    }

    private static String name(FieldInsnNode field) {
        return field.owner + "." + field.name;
    }

    private static int sizeOf(int opcode) {
        return switch (opcode) {
            case Opcodes.LNEG,
                    Opcodes.DNEG,
                    Opcodes.I2L,
                    Opcodes.I2D,
                    Opcodes.L2D,
                    Opcodes.F2L,
                    Opcodes.F2D,
                    Opcodes.D2L,
                    Opcodes.LALOAD,
                    Opcodes.DALOAD,
                    Opcodes.LADD,
                    Opcodes.DADD,
                    Opcodes.LSUB,
                    Opcodes.DSUB,
                    Opcodes.LMUL,
                    Opcodes.DMUL,
                    Opcodes.LDIV,
                    Opcodes.DDIV,
                    Opcodes.LREM,
                    Opcodes.DREM,
                    Opcodes.LSHL,
                    Opcodes.LSHR,
                    Opcodes.LUSHR,
                    Opcodes.LAND,
                    Opcodes.LOR,
                    Opcodes.LXOR -> 2;
            default -> 1;
        };
    }

    @Override
    public @Nullable SymbolicValue binaryOperation(AbstractInsnNode insn, SymbolicValue first, SymbolicValue second) {
        if (insn instanceof FieldInsnNode field) {
            return happens(1, "puts " + name(field), first, second);
        }
        SymbolicValue result = SymbolicValue.of(sizeOf(insn.getOpcode()), insn.getOpcode(), first, second);
        looked = result;
        return result;
    }

    @Override
    public @Nullable SymbolicValue ternaryOperation(
            AbstractInsnNode insn, SymbolicValue array, SymbolicValue index, SymbolicValue value) {
        return happens(1, "stores " + insn.getOpcode(), array, index, value);
    }

    @Override
    public @Nullable SymbolicValue naryOperation(AbstractInsnNode insn, List<? extends SymbolicValue> values) {
        SymbolicValue[] operands = values.toArray(SymbolicValue[]::new);
        if (insn instanceof InvokeDynamicInsnNode dynamic) {
            return happens(Type.getReturnType(dynamic.desc).getSize(), dynamic.name + dynamic.desc, operands);
        }
        if (insn instanceof MethodInsnNode call) {
            String called = call.owner + "." + call.name + call.desc;
            if (called.equals(CLASS_BY_NAME)) {
                return operands[0];
            }
            return happens(Type.getReturnType(call.desc).getSize(), replaced.getOrDefault(called, called), operands);
        }
        return SymbolicValue.of(1, "arrays", SymbolicValue.ids(operands), events.size());
    }

    @Override
    public void returnOperation(AbstractInsnNode insn, SymbolicValue value, SymbolicValue expected) {
        operand = value;
    }

    @Override
    public SymbolicValue merge(SymbolicValue one, SymbolicValue other) {
        throw new UnsupportedOperationException("a run takes one way");
    }
}
