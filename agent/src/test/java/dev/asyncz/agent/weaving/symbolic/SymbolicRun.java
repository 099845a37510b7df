package dev.asyncz.agent.weaving.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Runs a method of any library without the library. What an instruction gives is a number made of the instruction and
 * its operands; calls and fields are noted; which way a branch goes, and whether a call throws, is left to the seed.
 * Two methods that do the same on the same seeds call the same things in the same order with the same arguments, and
 * end alike.
 */
public final class SymbolicRun {
    private static final int ENOUGH_EVENTS = 150;
    private static final int ENDLESS = 100_000;

    private final MethodNode method;
    private final Frame<SymbolicValue> frame;
    private final SymbolicWorld world;

    private SymbolicRun(MethodNode method, SymbolicWorld world) {
        this.method = method;
        this.world = world;
        frame = new Frame<>(method.maxLocals, method.maxStack);
        for (int i = 0; i < method.maxLocals; i++) {
            frame.setLocal(i, SymbolicValue.NOTHING);
        }
        int slot = 0;
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            frame.setLocal(slot++, SymbolicValue.of(1, "this"));
        }
        for (Type each : Type.getArgumentTypes(method.desc)) {
            frame.setLocal(slot, SymbolicValue.of(each.getSize(), "argument", slot));
            slot += each.getSize();
        }
    }

    /**
     * The calls and field accesses of one run, a line for each, and how it ended.
     *
     * @param replaced by what a call stands for: {@code owner.name} and descriptor, both before and after
     */
    public static String of(MethodNode method, Map<String, String> replaced, long seed) {
        SymbolicWorld world = new SymbolicWorld(replaced, seed);
        try {
            new SymbolicRun(method, world).run();
        } catch (AnalyzerException broken) {
            throw new AssertionError(method.name + method.desc, broken);
        }
        return String.join("\n", world.events());
    }

    private void run() throws AnalyzerException {
        InsnList code = method.instructions;
        int at = 0;
        for (int steps = 0; world.events().size() < ENOUGH_EVENTS; steps++) {
            if (steps > ENDLESS) {
                throw new AssertionError(method.name + " does not end");
            }
            AbstractInsnNode each = code.get(at);
            SymbolicValue thrown = each.getOpcode() < 0 ? null : execute(each);
            if (thrown != null) {
                at = handler(at, thrown);
                if (at < 0) {
                    world.threw(thrown);
                    return;
                }
            } else if (each.getOpcode() >= Opcodes.IRETURN && each.getOpcode() <= Opcodes.RETURN) {
                world.returned(each.getOpcode());
                return;
            } else {
                LabelNode target = target(each);
                at = target == null ? at + 1 : code.indexOf(target);
            }
        }
    }

    /** @return what it throws */
    private @Nullable SymbolicValue execute(AbstractInsnNode each) throws AnalyzerException {
        try {
            frame.execute(each, world);
            return each.getOpcode() == Opcodes.ATHROW ? world.thrown() : null;
        } catch (SymbolicWorld.Thrown thrown) {
            return world.thrown(thrown.value());
        }
    }

    private @Nullable LabelNode target(AbstractInsnNode each) {
        if (each instanceof JumpInsnNode jump) {
            return each.getOpcode() == Opcodes.GOTO || world.chooses(2) == 1 ? jump.label : null;
        }
        if (each instanceof TableSwitchInsnNode table) {
            return chosen(table.labels, table.dflt);
        }
        return each instanceof LookupSwitchInsnNode lookup ? chosen(lookup.labels, lookup.dflt) : null;
    }

    private LabelNode chosen(List<LabelNode> labels, LabelNode otherwise) {
        List<LabelNode> all = new ArrayList<>(labels);
        all.add(otherwise);
        return all.get(world.chooses(all.size()));
    }

    /** Where the method goes on; negative if it catches nothing here. */
    private int handler(int at, SymbolicValue thrown) throws AnalyzerException {
        InsnList code = method.instructions;
        for (TryCatchBlockNode each : method.tryCatchBlocks) {
            if (at >= code.indexOf(each.start) && at < code.indexOf(each.end) && world.isCaught(thrown, each.type)) {
                frame.clearStack();
                frame.push(thrown);
                return code.indexOf(each.handler);
            }
        }
        return -1;
    }
}
