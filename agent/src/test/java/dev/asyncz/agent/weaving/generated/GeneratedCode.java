package dev.asyncz.agent.weaving.generated;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes random statements that note what they do: branches, loops, switches, handlers, locks, early returns. */
final class GeneratedCode {
    private static final String TRACE = "com/acme/woven/Trace";
    private static final int DEEPEST = 3;

    private final Random random;
    private final MethodVisitor to;
    private final Type[] arguments;
    private final Type returned;
    private final boolean isStatic;
    private final int number;
    private final int wide;
    private final int text;
    private int free;
    private int line = 1;

    GeneratedCode(Random random, MethodVisitor to, Type[] arguments, Type returned, boolean isStatic) {
        this.random = random;
        this.to = to;
        this.arguments = arguments;
        this.returned = returned;
        this.isStatic = isStatic;
        // Behind the 256th slot instructions are longer.
        number = (random.nextInt(5) == 0 ? 300 : 0)
                + (Type.getArgumentsAndReturnSizes(Type.getMethodDescriptor(returned, arguments)) >> 2);
        wide = number + 1;
        text = number + 3;
        free = number + 4;
    }

    void write(boolean constructor) {
        Label start = new Label();
        Label end = new Label();
        to.visitCode();
        to.visitLabel(start);
        to.visitInsn(Opcodes.ICONST_3);
        to.visitVarInsn(Opcodes.ISTORE, number);
        to.visitLdcInsn(1L << 40);
        to.visitVarInsn(Opcodes.LSTORE, wide);
        to.visitLdcInsn("word");
        to.visitVarInsn(Opcodes.ASTORE, text);
        addArguments();
        if (constructor) {
            construct();
        }
        statements(0);
        if (random.nextInt(12) == 0) {
            branch(this::pad);
        }
        result();
        to.visitLabel(end);
        to.visitLocalVariable("number", "I", null, start, end, number);
        to.visitLocalVariable("wide", "J", null, start, end, wide);
        to.visitMaxs(0, 0);
        to.visitEnd();
    }

    private int slot(int argument) {
        int slot = isStatic ? 0 : 1;
        for (int i = 0; i < argument; i++) {
            slot += arguments[i].getSize();
        }
        return slot;
    }

    private void addArguments() {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].getSort() <= Type.INT) {
                to.visitVarInsn(Opcodes.ILOAD, slot(i));
                to.visitVarInsn(Opcodes.ILOAD, number);
                to.visitInsn(Opcodes.IADD);
                to.visitVarInsn(Opcodes.ISTORE, number);
            }
        }
    }

    /** With a branch before the constructor above is called. */
    private void construct() {
        Label other = new Label();
        Label after = new Label();
        to.visitVarInsn(Opcodes.ALOAD, 0);
        condition(other);
        to.visitLdcInsn("one");
        to.visitJumpInsn(Opcodes.GOTO, after);
        to.visitLabel(other);
        to.visitVarInsn(Opcodes.ALOAD, text);
        to.visitLabel(after);
        to.visitMethodInsn(Opcodes.INVOKESPECIAL, "com/acme/woven/Base", "<init>", "(Ljava/lang/String;)V", false);
    }

    private void statements(int depth) {
        note("at " + depth);
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            Label here = new Label();
            to.visitLabel(here);
            to.visitLineNumber(line++, here);
            statement(depth);
        }
    }

    private void statement(int depth) {
        switch (random.nextInt(depth < DEEPEST ? 14 : 7)) {
            case 0 -> note("again");
            case 1 -> to.visitIincInsn(number, 1 + random.nextInt(3));
            case 2 -> count();
            case 3 -> change();
            case 4 -> branch(this::fail);
            case 5 -> branch(this::leave);
            case 6 -> forget();
            case 7, 8 -> branch(() -> statements(depth + 1));
            case 9 -> loop(depth + 1);
            case 10 -> choose(depth + 1);
            case 11 -> guarded(depth + 1, "java/lang/IllegalStateException");
            case 12 -> guarded(depth + 1, null);
            default -> locked(depth + 1);
        }
    }

    private void note(String what) {
        to.visitLdcInsn(what);
        to.visitVarInsn(Opcodes.ILOAD, number);
        to.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
        call("note", "(Ljava/lang/String;Ljava/lang/Object;)V");
    }

    private void call(String name, String descriptor) {
        to.visitMethodInsn(Opcodes.INVOKESTATIC, TRACE, name, descriptor, false);
    }

    private void count() {
        to.visitVarInsn(Opcodes.LLOAD, wide);
        to.visitLdcInsn(0.5);
        call("count", "(JD)J");
        to.visitVarInsn(Opcodes.LSTORE, wide);
    }

    private void change() {
        to.visitVarInsn(Opcodes.ALOAD, text);
        call("changed", "(Ljava/lang/String;)Ljava/lang/String;");
        to.visitVarInsn(Opcodes.ASTORE, text);
    }

    private void fail() {
        to.visitVarInsn(Opcodes.ALOAD, text);
        call("fail", "(Ljava/lang/Object;)V");
    }

    /** Writes an argument: exit advice is to see what the method was called with. */
    private void forget() {
        if (arguments.length > 0) {
            int argument = random.nextInt(arguments.length);
            push(arguments[argument]);
            to.visitVarInsn(arguments[argument].getOpcode(Opcodes.ISTORE), slot(argument));
        }
    }

    /** Returns, while other operands are on the stack. */
    private void leave() {
        to.visitVarInsn(Opcodes.LLOAD, wide);
        to.visitVarInsn(Opcodes.ALOAD, text);
        result();
    }

    private void result() {
        if (returned != Type.VOID_TYPE) {
            push(returned);
        }
        to.visitInsn(returned.getOpcode(Opcodes.IRETURN));
    }

    private void push(Type type) {
        switch (type.getSort()) {
            case Type.LONG -> to.visitVarInsn(Opcodes.LLOAD, wide);
            case Type.DOUBLE -> to.visitLdcInsn(0.25);
            case Type.FLOAT -> to.visitLdcInsn(2.5f);
            case Type.BOOLEAN -> to.visitInsn(Opcodes.ICONST_1);
            case Type.ARRAY -> {
                to.visitInsn(Opcodes.ICONST_2);
                to.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
            }
            case Type.OBJECT -> to.visitVarInsn(Opcodes.ALOAD, text);
            default -> to.visitIntInsn(Opcodes.BIPUSH, 77);
        }
    }

    /** Jumps if the number, divided, leaves nothing. */
    private void condition(Label other) {
        to.visitVarInsn(Opcodes.ILOAD, number);
        to.visitIntInsn(Opcodes.BIPUSH, 2 + random.nextInt(5));
        to.visitInsn(Opcodes.IREM);
        to.visitJumpInsn(random.nextBoolean() ? Opcodes.IFEQ : Opcodes.IFNE, other);
    }

    private void branch(Runnable some) {
        Label over = new Label();
        condition(over);
        some.run();
        to.visitLabel(over);
    }

    private void loop(int depth) {
        int left = free++;
        Label again = new Label();
        to.visitIntInsn(Opcodes.BIPUSH, 1 + random.nextInt(3));
        to.visitVarInsn(Opcodes.ISTORE, left);
        to.visitLabel(again);
        statements(depth);
        to.visitIincInsn(left, -1);
        to.visitVarInsn(Opcodes.ILOAD, left);
        to.visitJumpInsn(Opcodes.IFGT, again);
    }

    private void choose(int depth) {
        Label[] cases = {new Label(), new Label(), new Label()};
        Label otherwise = new Label();
        to.visitVarInsn(Opcodes.ILOAD, number);
        to.visitIntInsn(Opcodes.BIPUSH, 7);
        to.visitInsn(Opcodes.IREM);
        if (random.nextBoolean()) {
            to.visitTableSwitchInsn(1, 3, otherwise, cases);
        } else {
            to.visitLookupSwitchInsn(otherwise, new int[] {-5, 0, 4}, cases);
        }
        for (Label each : cases) {
            to.visitLabel(each);
            statements(depth);
            if (random.nextBoolean()) {
                to.visitJumpInsn(Opcodes.GOTO, otherwise);
            }
        }
        to.visitLabel(otherwise);
    }

    /** A handler of one type, or a finally. */
    private void guarded(int depth, @Nullable String type) {
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        Label after = new Label();
        to.visitLabel(start);
        statements(depth);
        to.visitLabel(end);
        to.visitTryCatchBlock(start, end, handler, type);
        to.visitJumpInsn(Opcodes.GOTO, after);
        to.visitLabel(handler);
        if (type == null) {
            note("finally");
            to.visitInsn(Opcodes.ATHROW);
        } else {
            to.visitInsn(Opcodes.POP);
            statements(depth);
        }
        to.visitLabel(after);
        note("after");
    }

    private void locked(int depth) {
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        Label after = new Label();
        int lock = free++;
        to.visitLdcInsn("lock");
        to.visitInsn(Opcodes.DUP);
        to.visitVarInsn(Opcodes.ASTORE, lock);
        to.visitInsn(Opcodes.MONITORENTER);
        to.visitLabel(start);
        note("locked");
        branch(this::fail);
        if (depth < DEEPEST) {
            loop(DEEPEST);
        }
        to.visitVarInsn(Opcodes.ALOAD, lock);
        to.visitInsn(Opcodes.MONITOREXIT);
        to.visitLabel(end);
        to.visitTryCatchBlock(start, end, handler, null);
        to.visitJumpInsn(Opcodes.GOTO, after);
        to.visitLabel(handler);
        to.visitVarInsn(Opcodes.ALOAD, lock);
        to.visitInsn(Opcodes.MONITOREXIT);
        to.visitInsn(Opcodes.ATHROW);
        to.visitLabel(after);
    }

    /** So much that a branch over it needs more than two bytes. */
    private void pad() {
        for (int i = 0; i < (number > 255 ? 5_600 : 11_200); i++) {
            to.visitIincInsn(number, 1);
        }
    }
}
