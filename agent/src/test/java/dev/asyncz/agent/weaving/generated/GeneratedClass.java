package dev.asyncz.agent.weaving.generated;

import java.util.Random;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A class with one method of a random shape, or a constructor: static or not, synchronized, of any types and version of
 * the class file. The same seed makes the same class.
 *
 * @param bytes the class file
 * @param method its name; {@code <init>} for a constructor
 * @param isStatic whether it needs no object
 * @param arguments the types of its parameters
 * @param returned the type of its result
 */
public record GeneratedClass(byte[] bytes, String method, boolean isStatic, Type[] arguments, Type returned) {
    public static final String NAME = "com.acme.woven.Generated";

    private static final String BASE = "com/acme/woven/Base";
    private static final int[] VERSIONS = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17};
    private static final Type[] TYPES = {
        Type.INT_TYPE,
        Type.LONG_TYPE,
        Type.DOUBLE_TYPE,
        Type.FLOAT_TYPE,
        Type.BOOLEAN_TYPE,
        Type.CHAR_TYPE,
        Type.getType(String.class),
        Type.getType(int[].class),
        Type.LONG_TYPE,
        Type.getType(String.class)
    };

    /** A class by chance. */
    public static GeneratedClass of(Random random) {
        boolean constructor = random.nextInt(6) == 0;
        boolean isStatic = !constructor && random.nextInt(3) == 0;
        Type[] arguments = new Type[random.nextInt(5)];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = TYPES[random.nextInt(TYPES.length)];
        }
        Type returned = constructor || random.nextInt(5) == 0 ? Type.VOID_TYPE : TYPES[random.nextInt(TYPES.length)];
        int version = VERSIONS[random.nextInt(VERSIONS.length)];
        // Of version 50 frames may be missing: the older verifier looks at it then.
        boolean frames = version > Opcodes.V1_6 || (version == Opcodes.V1_6 && random.nextBoolean());
        String method = constructor ? "<init>" : "generated";

        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String one, String other) {
                return "java/lang/Object";
            }
        };
        writer.visit(version, Opcodes.ACC_PUBLIC, NAME.replace('.', '/'), null, BASE, null);
        writer.visitSource("Generated.java", null);
        if (!constructor) {
            withoutArguments(writer);
        }
        int access = Opcodes.ACC_PUBLIC | (isStatic ? Opcodes.ACC_STATIC : 0);
        int synchronous = constructor || random.nextInt(4) > 0 ? 0 : Opcodes.ACC_SYNCHRONIZED;
        String descriptor = Type.getMethodDescriptor(returned, arguments);
        MethodVisitor code = writer.visitMethod(access | synchronous, method, descriptor, null, null);
        new GeneratedCode(random, code, arguments, returned, isStatic).write(constructor);
        writer.visitEnd();
        byte[] bytes = writer.toByteArray();
        return new GeneratedClass(frames ? bytes : withoutFrames(bytes), method, isStatic, arguments, returned);
    }

    private static void withoutArguments(ClassWriter writer) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitLdcInsn("made");
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, BASE, "<init>", "(Ljava/lang/String;)V", false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static byte[] withoutFrames(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes).accept(writer, ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    /** Some arguments for the method. */
    public Object[] values(Random random) {
        Object[] values = new Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            int number = random.nextInt(9);
            values[i] = switch (arguments[i].getSort()) {
                case Type.INT -> number;
                case Type.LONG -> (long) number << 33;
                case Type.DOUBLE -> number / 3.0;
                case Type.FLOAT -> number / 3f;
                case Type.BOOLEAN -> number > 4;
                case Type.CHAR -> (char) ('a' + number);
                case Type.ARRAY -> new int[] {number};
                default -> number == 0 ? null : "text " + number;
            };
        }
        return values;
    }
}
