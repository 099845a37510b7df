package dev.asyncz.agent.weaving.inline;

import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * One method of an advice class: when it runs, what its parameters stand for, and its instructions. Being read is what
 * makes it a visitor; afterwards it does not change. Only what can be inlined as it stands is accepted: calls in a
 * straight line, which bring neither jumps nor stack-map frames of their own.
 */
final class AdviceMethod extends MethodVisitor {
    static final String ENTER = "OnMethodEnter";
    static final String EXIT = "OnMethodExit";

    /** What an Origin that is a text stands for: the name of the method alone. */
    static final String METHOD_NAME = "#m";

    static final int READ = ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

    private static final String ANNOTATIONS = "Lnet/bytebuddy/asm/Advice$";
    private static final Type SKIPPING = Type.getType(ANNOTATIONS + "OnNonDefaultValue;");

    private final ClassReader file;
    private final String name;
    private final String descriptor;
    private final Parameter[] parameters;

    /** The parameter at each of their slots. */
    private final @Nullable Parameter[] slots;

    private String moment = "";
    private boolean suppresses;
    private boolean followsThrowable;
    private boolean skips;
    private int instructions;
    private int maxStack;
    private int maxLocals;

    AdviceMethod(ClassReader file, String name, String descriptor) {
        super(Opcodes.ASM9);
        this.file = file;
        this.name = name;
        this.descriptor = descriptor;
        Type[] types = Type.getArgumentTypes(descriptor);
        parameters = new Parameter[types.length];
        slots = new Parameter[(Type.getArgumentsAndReturnSizes(descriptor) >> 2) - 1];
        int slot = 0;
        for (int i = 0; i < types.length; i++) {
            parameters[i] = new Parameter(types[i]);
            slots[slot] = parameters[i];
            slot += types[i].getSize();
        }
    }

    /** What a parameter stands for: the simple name of its annotation, and what that one holds. */
    static final class Parameter extends AnnotationVisitor {
        final Type type;
        String meaning = "";
        String field = "";
        int index;
        boolean writable;

        private Parameter(Type type) {
            super(Opcodes.ASM9);
            this.type = type;
        }

        @Override
        public void visit(String member, Object value) {
            if (member.equals("readOnly")) {
                writable = value.equals(false);
            } else if (meaning.equals("Argument")) {
                index = (Integer) value;
            } else {
                field = value.toString();
            }
        }
    }

    /** {@link #ENTER}, {@link #EXIT}, or empty for a method that is no advice. */
    String moment() {
        return moment;
    }

    /** Whether what it throws stops with it. */
    boolean suppresses() {
        return suppresses;
    }

    /** Whether it runs, too, when the method throws. */
    boolean followsThrowable() {
        return followsThrowable;
    }

    /** Whether the method's own code is left out where this advice gives anything but null. */
    boolean skips() {
        return skips;
    }

    Parameter[] parameters() {
        return parameters;
    }

    /** What the parameter at a slot stands for; null for a variable of the advice's own. */
    @Nullable
    Parameter parameterAt(int slot) {
        return slot < slots.length ? slots[slot] : null;
    }

    int parameterSlots() {
        return slots.length;
    }

    /** What an enter advice gives to its exit advice. */
    Type result() {
        return Type.getReturnType(descriptor);
    }

    int maxStack() {
        return maxStack;
    }

    /** The slots of the variables of the advice's own. */
    int ownSlots() {
        return maxLocals - slots.length;
    }

    /** Shows the instructions to a visitor once more. */
    void replay(MethodVisitor to) {
        file.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access, String each, String with, String signature, String[] thrown) {
                        return each.equals(name) && with.equals(descriptor) ? to : null;
                    }
                },
                READ);
    }

    /** @throws IllegalArgumentException that names this advice, unless {@code met} */
    void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalArgumentException(
                    "the advice " + file.getClassName().replace('/', '.') + "." + name + " " + otherwise);
        }
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        if (!annotation.startsWith(ANNOTATIONS)) {
            return null;
        }
        moment = simpleName(annotation);
        return new AnnotationVisitor(Opcodes.ASM9) {
            @Override
            public void visit(String member, Object value) {
                suppresses |= member.equals("suppress");
                followsThrowable |= member.equals("onThrowable");
                skips |= member.equals("skipOn");
                require(
                        value.equals(member.equals("skipOn") ? SKIPPING : Type.getType(Throwable.class)),
                        "has " + member + " = " + value + ", which is not supported");
            }
        };
    }

    @Override
    public @Nullable AnnotationVisitor visitParameterAnnotation(int index, String annotation, boolean visible) {
        if (!annotation.startsWith(ANNOTATIONS)) {
            return null;
        }
        parameters[index].meaning = simpleName(annotation);
        return parameters[index];
    }

    @Override
    public void visitCode() {
        if (moment.isEmpty()) {
            return;
        }
        require(moment.equals(ENTER) || moment.equals(EXIT), "is a " + moment + ", which is not supported");
        boolean enter = moment.equals(ENTER);
        require(enter || result() == Type.VOID_TYPE, "gives something at a method's end");
        require(!skips || isReference(result()), "skips by what is no object");
        require(suppresses || !followsThrowable, "has to suppress Throwable, or it could run twice");
        for (Parameter each : parameters) {
            boolean known = switch (each.meaning) {
                case "Argument" -> enter || !each.writable;
                case "This", "Origin", "FieldValue" -> !each.writable;
                case "Return" -> !enter;
                case "Enter", "Thrown" -> !enter && !each.writable;
                default -> false;
            };
            require(known, "has a parameter that is not supported: " + each.meaning + " " + each.type.getClassName());
            require(
                    !each.meaning.equals("Origin")
                            || each.type.equals(Type.getType(each.field.isEmpty() ? Class.class : String.class)),
                    "has an Origin that is not a Class");
            require(
                    !each.meaning.equals("Origin") || each.field.isEmpty() || each.field.equals(METHOD_NAME),
                    "has an Origin " + each.field + ", which is not supported");
        }
    }

    @Override
    public void visitInsn(int opcode) {
        instructions++;
        requireAdvice(
                opcode != Opcodes.ATHROW && opcode != Opcodes.MONITORENTER && opcode != Opcodes.MONITOREXIT,
                "throws or synchronizes");
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        instructions++;
        Parameter parameter = parameterAt(slot);
        requireAdvice(
                opcode < Opcodes.ISTORE || parameter == null || parameter.writable,
                "writes a parameter that is read only");
    }

    @Override
    public void visitIincInsn(int slot, int by) {
        requireAdvice(parameterAt(slot) == null, "increments a parameter");
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String called, String with, boolean onInterface) {
        instructions++;
        requireAdvice(!owner.startsWith("dev/asyncz/agent/"), "calls " + owner + ", which the woven class cannot see");
    }

    @Override
    public void visitInvokeDynamicInsn(String called, String with, Handle bootstrap, Object... arguments) {
        requireAdvice(false, "has a lambda or joins strings");
    }

    @Override
    public void visitJumpInsn(int opcode, Label to) {
        requireAdvice(false, "branches");
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... cases) {
        requireAdvice(false, "branches");
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] cases) {
        requireAdvice(false, "branches");
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        requireAdvice(false, "catches");
    }

    @Override
    public void visitMaxs(int stack, int locals) {
        maxStack = stack;
        maxLocals = locals;
        requireAdvice(instructions > 1, "does nothing");
    }

    private void requireAdvice(boolean met, String otherwise) {
        require(met || moment.isEmpty(), otherwise + ": only calls in a straight line can be inlined");
    }

    static boolean isReference(Type type) {
        return type.getSort() >= Type.ARRAY;
    }

    private static String simpleName(String annotation) {
        return annotation.substring(ANNOTATIONS.length(), annotation.length() - 1);
    }
}
