package dev.asyncz.premain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.mustachejava.Mustache;
import dev.asyncz.agent.diagnostics.NoLogger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

class JdkLoggingTest {
    private static final String LOGGER = "java/util/logging/Logger";

    @Test
    void should_offer_whatever_the_libraries_call() throws Exception {
        Set<String> offered = Stream.of(NoLogger.class.getMethods())
                .map(method -> method.getName() + Type.getMethodDescriptor(method))
                .collect(Collectors.toSet());
        Set<String> called = new TreeSet<>();
        Set<String> left = new TreeSet<>();
        for (Class<?> library : List.of(Driver.class, Mustache.class)) {
            Path file = Path.of(
                    library.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (JarFile jar = new JarFile(file.toFile())) {
                for (JarEntry entry : jar.stream()
                        .filter(each -> each.getName().endsWith(".class"))
                        // Those of newer JVMs are not shipped.
                        .filter(each -> !each.getName().startsWith("META-INF/"))
                        .toList()) {
                    read(jar, entry).accept(new Calls(entry.getName(), called, left), ClassReader.SKIP_FRAMES);
                }
            }
        }

        assertEquals(Set.of(), left);
        assertTrue(called.size() > 5, called::toString);
        called.removeAll(offered);
        assertEquals(Set.of(), called);
    }

    private static ClassReader read(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            String name = entry.getName().replaceFirst("\\.class$", "").replace('/', '.');
            return new ClassReader(AgentClassLoader.logsToTheJdk(name) ? JdkLogging.replaced(bytes) : bytes);
        }
    }

    /** Which methods of NoLogger are called, and who calls the logger of the JDK all the same. */
    private static final class Calls extends ClassVisitor {
        private final String caller;
        private final Set<String> called;
        private final Set<String> left;

        Calls(String caller, Set<String> called, Set<String> left) {
            super(Opcodes.ASM9);
            this.caller = caller;
            this.called = called;
            this.left = left;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    if (owner.equals(LOGGER) || type.contains(LOGGER + ";")) {
                        left.add(caller);
                    } else if (owner.equals(Type.getInternalName(NoLogger.class))) {
                        called.add(method + type);
                    }
                }
            };
        }
    }
}
