package dev.asyncz.agent.weaving.inline;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** The members of a class to weave. Being read is what makes it a visitor; afterwards it does not change. */
public final class WovenClass extends ClassVisitor {
    private final List<Member> fields = new ArrayList<>();
    private final List<Member> methods = new ArrayList<>();
    private String name = "";
    private int version;

    /** Knows nothing until it has been read. */
    public WovenClass() {
        super(Opcodes.ASM9);
    }

    /** A field or a method. */
    public record Member(int access, String name, String descriptor) {
        boolean isStatic() {
            return (access & Opcodes.ACC_STATIC) != 0;
        }

        public boolean isConstructor() {
            return name.equals("<init>");
        }

        /** Who weaves around a method may move its body: AspectJ to {@code run_aroundBody0}, others to {@code run$original}. */
        public boolean hasBodyOf(String method) {
            return name.startsWith(method + "_") || name.startsWith(method + "$");
        }

        public boolean hasCode() {
            return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
        }
    }

    /** The internal name. */
    String name() {
        return name;
    }

    /** In the order of the class file. */
    public List<Member> methods() {
        return methods;
    }

    /** @throws MissingMember if the class has no such field of its objects */
    Member field(String wanted) {
        for (Member each : fields) {
            if (each.name.equals(wanted) && !each.isStatic()) {
                return each;
            }
        }
        throw new MissingMember("field " + wanted);
    }

    /** Whether its methods have stack-map frames: before Java 6 there are none. */
    boolean hasFrames() {
        return (version & 0xFFFF) >= Opcodes.V1_6;
    }

    /** Whether its methods may name a class as a constant: before Java 5, as Log4j 1.2.17 is, they may not. */
    boolean hasClassConstants() {
        return (version & 0xFFFF) >= Opcodes.V1_5;
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String parent,
            String @Nullable [] interfaces) {
        this.version = version;
        this.name = name;
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
        fields.add(new Member(access, field, descriptor));
        return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] thrown) {
        methods.add(new Member(access, method, descriptor));
        return null;
    }
}
