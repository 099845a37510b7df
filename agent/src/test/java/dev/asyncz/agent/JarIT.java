package dev.asyncz.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the finished jar shows to an application, whose class path and boot path it is on, and what it hides. */
class JarIT {
    private static final Path FILE = Path.of("target", "asyncz-agent.jar");

    private JarFile jar;
    private List<String> files;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(FILE.toFile());
        files = jar.stream()
                .filter(each -> !each.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void should_show_premain_and_the_boot_packages_and_nothing_else() {
        Set<String> shown = new TreeSet<>();
        for (String each : files) {
            if (!each.startsWith("asyncz/") && !each.startsWith("META-INF/")) {
                shown.add(each.contains("/") ? each.substring(0, each.lastIndexOf('/')) : each);
            }
        }

        assertEquals(
                Set.of(
                        "dev/asyncz/premain",
                        "dev/asyncz/api",
                        "dev/asyncz/bootstrap",
                        "dev/asyncz/bootstrap/handoff",
                        "dev/asyncz/bootstrap/library",
                        "dev/asyncz/bootstrap/line",
                        "dev/asyncz/bootstrap/naming",
                        "dev/asyncz/bootstrap/run",
                        "dev/asyncz/bootstrap/schedule"),
                shown);
        assertEquals(
                List.of(),
                files.stream()
                        .filter(each -> each.matches("META-INF/(?!MANIFEST\\.MF|LICENSE|NOTICE|licenses/.*|sbom/.*).*"))
                        .toList());
    }

    @Test
    void should_hide_its_classes_from_scanners() {
        List<String> hidden =
                files.stream().filter(each -> each.startsWith("asyncz/")).toList();

        assertEquals(
                List.of(),
                hidden.stream().filter(each -> each.endsWith(".class")).toList());
        for (String expected : List.of(
                "asyncz/dev/asyncz/agent/Agent.classdata",
                "asyncz/dev/asyncz/bridge/log4j2/TaskLogAppender.classdata",
                "asyncz/net/bytebuddy/jar/asm/ClassReader.classdata",
                "asyncz/org/eclipse/jetty/server/Server.classdata",
                "asyncz/META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
                "asyncz/asyncz-version.txt",
                "asyncz/asyncz-defaults.properties",
                "asyncz/dashboard/templates/pages/logs.mustache")) {
            assertTrue(hidden.contains(expected), expected);
        }
    }

    @Test
    void should_have_no_class_twice() {
        Set<String> classes = new HashSet<>();
        for (String each : files) {
            String name = each.replaceFirst("^asyncz/", "").replaceFirst("\\.classdata$", ".class");
            assertTrue(classes.add(name) || !name.endsWith(".class"), name);
        }
        assertFalse(
                files.stream()
                        .anyMatch(each -> each.startsWith("asyncz/dev/asyncz/bootstrap/")
                                || each.startsWith("asyncz/dev/asyncz/api/")
                                || each.startsWith("asyncz/dev/asyncz/premain/")),
                "boot classes in the isolated folder would be loaded twice");
    }

    @Test
    void should_bring_no_class_that_an_application_brings() {
        assertEquals(
                List.of(),
                files.stream()
                        .filter(each -> each.startsWith("asyncz/org/apache/logging/")
                                || each.startsWith("asyncz/org/quartz/")
                                || each.startsWith("asyncz/org/springframework/")
                                || each.contains("jqwik")
                                || each.contains("junit"))
                        .toList());
    }

    /** The hooks' annotations come from ByteBuddy; a JVM that starts should not have to pass over the rest of it. */
    @Test
    void should_bring_of_byte_buddy_its_asm_alone() {
        assertEquals(
                List.of(),
                files.stream()
                        .filter(each -> each.startsWith("asyncz/net/bytebuddy/"))
                        .filter(each -> !each.matches("asyncz/net/bytebuddy/jar/asm/[^/]+"))
                        .toList());
    }

    @Test
    void should_say_what_it_is() throws IOException {
        Attributes main = jar.getManifest().getMainAttributes();

        assertEquals("dev.asyncz.premain.AsynczAgent", main.getValue("Premain-Class"));
        assertEquals("dev.asyncz.premain.AsynczAgent", main.getValue("Main-Class"));
        assertEquals("true", main.getValue("Can-Retransform-Classes"));
        assertNull(main.getValue("Multi-Release"));
        assertNull(main.getValue("Class-Path"));
    }

    /** A JVM of Java 8 loads this class, and looks for no other before the class has looked at the version. */
    @Test
    void should_begin_with_a_class_that_java_8_can_load() throws IOException {
        byte[] first = read("dev/asyncz/premain/AsynczAgent.class");
        List<String> others = files.stream()
                .filter(each -> each.startsWith("dev/asyncz/premain/AsynczAgent"))
                .toList();

        assertEquals(52, ByteBuffer.wrap(first).getShort(6), "the version of its class file");
        assertEquals(List.of("dev/asyncz/premain/AsynczAgent.class"), others, "classes that would be loaded with it");
        assertFalse(new String(first, ISO_8859_1).contains("BootstrapMethods"), "invokedynamic");
    }

    /** Linking the first class must need none of the agent's: the one for Java 17 is only called, and handed no object of its own. */
    @Test
    void should_call_what_is_newer_by_static_methods_alone() throws IOException {
        Set<String> own = new TreeSet<>();
        new ClassReader(read("dev/asyncz/premain/AsynczAgent.class"))
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] exceptions) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String called, String form, boolean of) {
                                        if (owner.startsWith("dev/asyncz/") && !owner.endsWith("/AsynczAgent")) {
                                            own.add((opcode == Opcodes.INVOKESTATIC ? "static " : "") + owner);
                                            assertFalse(form.contains("dev/asyncz/"), called + form);
                                        }
                                    }

                                    @Override
                                    public void visitFieldInsn(int opcode, String owner, String field, String form) {
                                        assertFalse(form.contains("dev/asyncz/"), field + form);
                                    }
                                };
                            }
                        },
                        0);

        assertEquals(Set.of("static dev/asyncz/premain/AgentJar"), own);
    }

    private byte[] read(String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    @Test
    void should_be_filtered() throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry("asyncz/asyncz-version.txt"))) {
            assertTrue(new String(in.readAllBytes(), UTF_8).matches("\\d+\\.\\d+\\.\\d+\\S*\\s*"));
        }
    }

    @Test
    void should_give_an_application_no_class_of_the_agent_or_its_libraries() throws IOException {
        try (URLClassLoader application =
                new URLClassLoader(new URL[] {FILE.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (String hidden : List.of(
                    "dev/asyncz/agent/Agent.class",
                    "org/slf4j/LoggerFactory.class",
                    "com/fasterxml/jackson/core/JsonFactory.class",
                    "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
                    "asyncz-version.txt",
                    "about.html")) {
                assertNull(application.getResource(hidden), hidden);
            }
            assertTrue(application.getResource("dev/asyncz/api/LogStorage.class") != null);
        }
    }
}
