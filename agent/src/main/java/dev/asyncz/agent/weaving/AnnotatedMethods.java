package dev.asyncz.agent.weaving;

import java.util.LinkedHashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Finds methods that carry an annotation. Every class of the application is asked, and hardly any has it: a walk along
 * the constants of the class file decides, without an object made.
 */
public final class AnnotatedMethods {
    private static final int FIRST_CONSTANT = 10;
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    /** How many bytes follow the tag of each kind of constant; 0 for tags that there are not. */
    private static final byte[] SIZES = {0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2};

    private final String descriptor;
    private final byte[] sought;

    /** @param annotation its binary name */
    public AnnotatedMethods(String annotation) {
        descriptor = "L" + annotation.replace('.', '/') + ";";
        sought = new byte[descriptor.length()];
        for (int i = 0; i < sought.length; i++) {
            sought[i] = (byte) descriptor.charAt(i);
        }
    }

    /** The annotated methods by their names, with the annotation's text; empty for the default. */
    public Map<String, String> in(byte[] bytes) {
        return mayHave(bytes) ? read(bytes) : Map.of();
    }

    private boolean mayHave(byte[] bytes) {
        int constants = unsigned(bytes, FIRST_CONSTANT - 2);
        int at = FIRST_CONSTANT;
        for (int i = 1; i < constants; i++) {
            int tag = bytes[at];
            if (tag == UTF8) {
                int length = unsigned(bytes, at + 1);
                if (length == sought.length && isSought(bytes, at + 3)) {
                    return true;
                }
                at += 3 + length;
            } else if (tag > 0 && tag < SIZES.length && SIZES[tag] > 0) {
                at += 1 + SIZES[tag];
                i += tag == LONG || tag == DOUBLE ? 1 : 0;
            } else {
                // A kind of constant of a later version.
                return false;
            }
        }
        return false;
    }

    private boolean isSought(byte[] bytes, int from) {
        for (int i = 0; i < sought.length; i++) {
            if (bytes[from + i] != sought[i]) {
                return false;
            }
        }
        return true;
    }

    private static int unsigned(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private Map<String, String> read(byte[] bytes) {
        Map<String, String> found = new LinkedHashMap<>();
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String with, String signature, String[] thrown) {
                                return new Method(name, found);
                            }
                        },
                        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return found;
    }

    private final class Method extends MethodVisitor {
        private final String name;
        private final Map<String, String> found;

        Method(String name, Map<String, String> found) {
            super(Opcodes.ASM9);
            this.name = name;
            this.found = found;
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
            if (!annotation.equals(descriptor)) {
                return null;
            }
            found.put(name, "");
            return new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(String member, Object value) {
                    found.put(name, value.toString());
                }
            };
        }
    }
}
