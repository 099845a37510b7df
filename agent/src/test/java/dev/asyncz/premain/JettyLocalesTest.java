package dev.asyncz.premain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.asyncz.agent.dashboard.http.server.NoLocales;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.eclipse.jetty.http.MimeTypes;
import org.junit.jupiter.api.Test;

final class JettyLocalesTest {
    @Test
    void should_have_jetty_ask_the_agent_for_locales() throws Exception {
        assertEquals(JettyLocales.ASKS, MimeTypes.class.getName());
        assertEquals(Set.of("java/util/Locale"), asked(bytes(MimeTypes.class)));

        assertEquals(
                Set.of(NoLocales.class.getName().replace('.', '/')),
                asked(JettyLocales.replaced(bytes(MimeTypes.class))));
    }

    @Test
    void should_leave_a_class_that_works_and_knows_no_locale() throws Exception {
        Class<?> replaced = new ReplacingLoader().loadClass(JettyLocales.ASKS);
        Method known = replaced.getMethod("isKnownLocale", Locale.class);

        assertEquals(false, known.invoke(null, Locale.GERMANY));
        assertNotSame(MimeTypes.class, replaced);
        assertEquals("text/html", replaced.getMethod("getBase", String.class).invoke(null, "text/html;charset=utf-8"));
    }

    @Test
    void should_leave_a_class_alone_that_asks_for_none() throws Exception {
        byte[] bytes = bytes(JettyLocalesTest.class);

        assertSame(bytes, JettyLocales.replaced(bytes));
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        return bytes(type.getName());
    }

    private static byte[] bytes(String type) throws IOException {
        try (InputStream in = MimeTypes.class.getResourceAsStream("/" + type.replace('.', '/') + ".class")) {
            assertNotNull(in);
            return in.readAllBytes();
        }
    }

    /** Which classes are asked for all locales. */
    private static Set<String> asked(byte[] classFile) {
        Set<String> owners = new TreeSet<>();
        ClassVisitor calls = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitMethodInsn(
                            int opcode, String owner, String method, String type, boolean isInterface) {
                        if (method.equals("getAvailableLocales")) {
                            owners.add(owner);
                        }
                    }
                };
            }
        };
        new ClassReader(classFile).accept(calls, ClassReader.SKIP_FRAMES);
        return owners;
    }

    /** Has a table of its own, with the classes within it. */
    private static final class ReplacingLoader extends ClassLoader {
        ReplacingLoader() {
            super(MimeTypes.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null || !name.startsWith(JettyLocales.ASKS)) {
                return known == null ? super.loadClass(name, resolve) : known;
            }
            try {
                byte[] bytes = JettyLocales.replaced(bytes(name));
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
