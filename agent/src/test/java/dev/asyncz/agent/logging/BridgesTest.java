package dev.asyncz.agent.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineReader;
import dev.asyncz.bootstrap.line.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Advice can name a bridge by a text alone: its class is another one in each loader of the application, where a literal
 * would find none. So what the compiler would know of a literal is known here: that there is such a class, and that it
 * is what its caller takes it for.
 */
class BridgesTest {
    private static final String BRIDGES = "dev.asyncz.bridge.";
    private static final String OPERATOR = Type.getInternalName(UnaryOperator.class);
    private static final String READER = Type.getInternalName(LineReader.class);
    private static final Map<String, String> TAKEN_FOR =
            Map.of(Type.getInternalName(Hub.class), OPERATOR, Type.getInternalName(Lines.class), READER);

    /** By name, what the code that names a bridge takes it for. */
    private static final Map<String, String> NAMED = new TreeMap<>();

    /** By name, what a bridge is. */
    private static final Map<String, String> THERE = new TreeMap<>();

    @BeforeAll
    static void readClasses() throws Exception {
        Path classes = Path.of(Bridges.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        for (Path file : classFiles(classes.resolve("dev/asyncz/agent"))) {
            new ClassReader(Files.readAllBytes(file)).accept(new NamedBridges(), ClassReader.SKIP_DEBUG);
        }
        for (Path file : classFiles(classes.resolve("dev/asyncz/bridge"))) {
            ClassReader bridge = new ClassReader(Files.readAllBytes(file));
            for (String each : bridge.getInterfaces()) {
                boolean nested = bridge.getClassName().contains("$");
                if (TAKEN_FOR.containsValue(each) && !nested) {
                    THERE.put(bridge.getClassName().replace('/', '.'), each);
                }
            }
        }
    }

    @Test
    void should_have_each_bridge_that_is_named_and_be_what_it_is_taken_for() {
        List<String> wrong = new ArrayList<>();
        NAMED.forEach((name, type) -> {
            if (!type.equals(THERE.get(name))) {
                wrong.add(name + " should be a " + type + ", and is " + THERE.get(name));
            }
        });

        assertTrue(NAMED.size() > 15, NAMED::toString);
        assertEquals(List.of(), wrong);
    }

    @Test
    void should_have_no_bridge_that_nobody_names() {
        assertEquals(new TreeSet<>(NAMED.keySet()), new TreeSet<>(THERE.keySet()));
    }

    private static List<Path> classFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private static final class NamedBridges extends ClassVisitor {
        NamedBridges() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String with, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                private String last = "";

                @Override
                public void visitLdcInsn(Object value) {
                    if (value instanceof String text && text.startsWith(BRIDGES) && text.length() > BRIDGES.length()) {
                        last = text;
                        NAMED.put(text, "what nobody asks for");
                    }
                }

                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String called, String takes, boolean onInterface) {
                    if (!last.isEmpty() && TAKEN_FOR.containsKey(owner)) {
                        NAMED.put(last, TAKEN_FOR.get(owner));
                        last = "";
                    }
                }
            };
        }
    }
}
