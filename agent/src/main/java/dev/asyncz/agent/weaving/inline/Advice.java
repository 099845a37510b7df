package dev.asyncz.agent.weaving.inline;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * What an advice class says, in ByteBuddy's annotations. Read from its class file, as its signatures name types that
 * the application alone can load.
 *
 * @param type its binary name
 * @param enter runs before the method's own code; null for nothing
 * @param exit runs when the method ends; null for nothing
 */
public record Advice(
        String type, @Nullable AdviceMethod enter, @Nullable AdviceMethod exit) {

    /** Whether it has neither: a class that was not meant to be advice. */
    public boolean isEmpty() {
        return enter == null && exit == null;
    }

    /** @throws IllegalArgumentException if it holds what cannot be inlined as it stands */
    public static Advice read(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            ClassReader reader = new ClassReader(in.readAllBytes());
            List<AdviceMethod> methods = new ArrayList<>();
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String name, String descriptor, String signature, String[] thrown) {
                            AdviceMethod method = new AdviceMethod(reader, name, descriptor);
                            methods.add(method);
                            return method;
                        }
                    },
                    AdviceMethod.READ);
            return new Advice(type.getName(), only(methods, AdviceMethod.ENTER), only(methods, AdviceMethod.EXIT));
        } catch (IOException unreadable) {
            throw new IllegalStateException(file + " cannot be read", unreadable);
        }
    }

    private static @Nullable AdviceMethod only(List<AdviceMethod> methods, String moment) {
        AdviceMethod only = null;
        for (AdviceMethod each : methods) {
            if (each.moment().equals(moment)) {
                each.require(only == null, "is a second " + moment);
                only = each;
            }
        }
        return only;
    }
}
