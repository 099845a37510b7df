package dev.asyncz.agent.weaving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asyncz.agent.dashboard.http.port.BindHook;
import dev.asyncz.agent.logging.LoggingFrameworks;
import dev.asyncz.agent.schedulers.Schedulers;
import dev.asyncz.agent.weaving.inline.MissingMember;
import dev.asyncz.bootstrap.schedule.Scheduled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeaverTest {
    private static final ClassLoader LOADER = WeaverTest.class.getClassLoader();

    private final List<String> failures = new ArrayList<>();

    static Stream<Named> hooks() {
        return Stream.of(
                        new Schedulers().hooks(),
                        LoggingFrameworks.known().hooks(),
                        LoggingFrameworks.printing().hooks(),
                        BindHook.hooks())
                .flatMap(List::stream)
                .map(Named::new);
    }

    private record Named(Hook hook) {
        @Override
        public String toString() {
            return hook.type();
        }
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void should_weave_each_class_that_is_there_so_that_it_verifies(Named named) throws Exception {
        Hook hook = named.hook();
        byte[] bytes = bytes(hook.type());
        assumeTrue(bytes != null, "neither in this JDK nor on the class path");
        assertNotNull(bytes);
        byte[] woven = weaver(hook).transform(loader(hook), internal(hook), null, null, bytes);

        assertEquals(List.of(), failures);
        assertNotNull(woven);
        assertNotEquals(Set.of(), bootstrapCalls(woven));
        assertArrayEquals(members(bytes).toArray(), members(woven).toArray(), "no member comes or goes");
        if (verifies(bytes, hook.type()) == null) {
            assertNull(verifies(woven, hook.type()));
        }
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void should_call_in_each_method_what_byte_buddy_would(Named named) {
        Hook hook = named.hook();
        byte[] bytes = bytes(hook.type());
        assumeTrue(bytes != null, "neither in this JDK nor on the class path");
        assertNotNull(bytes);
        Set<String> calls = bootstrapCalls(Weaving.weave(hook, bytes));
        for (Weaving.Plan plan : Weaving.plan(hook, bytes).plans()) {
            for (Weaving.Call call : plan.calls) {
                assertTrue(calls.remove(plan.method.name() + ": " + call.target + "." + call.replacement));
            }
        }

        assertEquals(bootstrapCalls(WithByteBuddy.weave(hook, bytes, LOADER)), calls);
    }

    @Test
    void should_be_able_to_inline_the_advice_of_every_hook() throws Exception {
        int read = 0;
        for (Class<?> each : adviceClasses()) {
            assertFalse(dev.asyncz.agent.weaving.inline.Advice.read(each).isEmpty(), each.getName());
            read++;
        }

        assertTrue(read > 100, "advice classes: " + read);
    }

    @Test
    void should_be_able_to_rehearse() {
        Hook rehearsal = new Rehearsal();
        byte[] bytes = bytes(rehearsal.type());
        assertNotNull(bytes);

        assertTrue(Weaving.weave(rehearsal, bytes).length > bytes.length);
    }

    /** What lies in a class whose name ends in Hooks, and is neither a hook nor finds one. */
    private static Set<Class<?>> adviceClasses() throws Exception {
        Path classes = Path.of(Schedulers.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<Class<?>> found = new HashSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(file -> file.toString().matches(".*Hooks?\\$.*\\.class"))
                    .toList()) {
                String file = classes.relativize(each).toString();
                Class<?> type = Class.forName(
                        file.substring(0, file.length() - ".class".length()).replace('/', '.'));
                if (!Hook.class.isAssignableFrom(type)
                        && !HookFinder.class.isAssignableFrom(type)
                        && !type.isAnonymousClass()) {
                    found.add(type);
                }
            }
        }
        return found;
    }

    @Test
    void should_find_the_classes_of_all_products_but_those_of_a_later_jdk() {
        Set<String> missing = new HashSet<>();
        hooks().map(Named::hook).filter(each -> bytes(each.type()) == null).forEach(each -> missing.add(each.type()));
        // There since JDK 25, and since 21.
        missing.removeAll(
                Set.of("java.util.concurrent.DelayScheduler$ScheduledForkJoinTask", "java.lang.ThreadBuilders"));
        // Kept off the tests' class path, and met in a JVM of its own.
        missing.removeIf(each -> each.startsWith("org.jboss.logmanager.")
                || each.startsWith("org.apache.openejb.")
                || each.startsWith("org.glassfish.enterprise.")
                || each.contains("io.netty.")
                || each.startsWith("com.sun.ejb."));

        assertEquals(Set.of(), missing);
    }

    @Test
    void should_have_one_hook_for_each_class() {
        List<String> types = hooks().map(Named::toString).toList();

        assertEquals(types.size(), Set.copyOf(types).size());
    }

    static final class Sample {
        void present() {}

        void calling(Runnable work) {
            work.run();
        }
    }

    static final class Enter {
        private Enter() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            Scheduled.endAtOnce();
        }
    }

    private abstract static class SampleHook extends Hook {
        SampleHook() {
            super(Sample.class.getName(), "Sample");
        }
    }

    private static final Hook MISSING_METHOD = new SampleHook() {
        @Override
        protected void weave(Weaving on) {
            on.advise(Enter.class, "present").advise(Enter.class, "absent");
        }
    };
    private static final Hook MISSING_OVERLOAD = new SampleHook() {
        @Override
        protected void weave(Weaving on) {
            on.advise(Enter.class, "calling", "java.lang.Thread");
        }
    };
    private static final Hook MISSING_CALL = new SampleHook() {
        @Override
        protected void weave(Weaving on) {
            on.replaceCall("present", "java.lang.Runnable", "run", Scheduled.class, "body");
        }
    };
    private static final Hook COMPLETE = new SampleHook() {
        @Override
        protected void weave(Weaving on) {
            on.advise(Enter.class, "present")
                    .replaceCall("calling", "java.lang.Runnable", "run", Scheduled.class, "body");
        }
    };

    @Test
    void should_say_once_what_a_version_lacks_and_leave_its_class_alone() {
        for (Hook hook : List.of(MISSING_METHOD, MISSING_OVERLOAD, MISSING_CALL)) {
            failures.clear();
            Weaver weaver = weaver(hook);
            byte[] bytes = sample();

            assertThrows(MissingMember.class, () -> Weaving.weave(hook, bytes));
            assertNull(weaver.transform(LOADER, internal(hook), null, null, bytes));
            assertEquals(1, failures.size());
            assertTrue(failures.get(0).contains("this version has no "), failures.get(0));
            assertEquals(List.of(), weaver.products());
        }
    }

    @Test
    void should_tell_the_products_it_has_found() {
        Weaver weaver = weaver(COMPLETE);
        assertNotNull(weaver.transform(LOADER, internal(COMPLETE), null, null, sample()));

        assertEquals(List.of("Sample"), weaver.products());
        assertEquals(List.of(), failures);
    }

    @Test
    void should_not_touch_a_class_that_no_hook_names() {
        Weaver weaver =
                new Weaver(hooks().map(Named::hook).toList(), HookFinder.NONE, (what, cause) -> failures.add(what));

        assertNull(weaver.transform(LOADER, "com/acme/Jobs", null, null, sample()));
        assertNull(weaver.transform(LOADER, null, null, null, sample()));
        assertNull(weaver.transform(LOADER, "", null, null, new byte[0]));
        assertEquals(List.of(), failures);
    }

    @Test
    void should_never_throw_whatever_the_bytes() {
        Weaver weaver = weaver(COMPLETE);
        byte[] bytes = sample();
        Random random = new Random(17);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes.clone();
            for (int flips = 0; flips <= i % 5; flips++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            weaver.transform(LOADER, internal(COMPLETE), null, null, damaged);
            weaver.transform(
                    LOADER, internal(COMPLETE), null, null, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        }
        failures.clear();
        assertNull(weaver.transform(LOADER, internal(COMPLETE), null, null, new byte[0]));
        assertEquals(1, failures.size());
    }

    @Test
    void should_leave_a_class_alone_whose_loader_hides_the_boot_packages() {
        ClassLoader hiding = new ClassLoader(LOADER) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("dev.asyncz.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        ClassLoader broken = new ClassLoader(LOADER) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) {
                throw new IllegalStateException("stopped");
            }
        };

        assertNull(weaver(COMPLETE).transform(hiding, internal(COMPLETE), null, null, sample()));
        assertNull(weaver(COMPLETE).transform(broken, internal(COMPLETE), null, null, sample()));
        assertEquals(2, failures.size());
        assertTrue(failures.get(0).contains("hides the boot class path"), failures.get(0));
    }

    private Weaver weaver(Hook hook) {
        return new Weaver(
                List.of(hook),
                HookFinder.NONE,
                (what, cause) -> failures.add(what + (cause == null ? "" : " " + cause)));
    }

    private static byte[] sample() {
        byte[] bytes = bytes(Sample.class.getName());
        assertNotNull(bytes);
        return bytes;
    }

    private static String internal(Hook hook) {
        return hook.type().replace('.', '/');
    }

    private static @Nullable ClassLoader loader(Hook hook) {
        return hook.type().startsWith("java.") ? null : LOADER;
    }

    private static byte @Nullable [] bytes(String type) {
        try (InputStream in = LOADER.getResourceAsStream(type.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /**
     * Lets this JVM verify the class, under another name: it does not verify those of the boot loader. A class that
     * knows its own subclasses does not verify as a copy even before it is woven. Initialising may fail afterwards, as
     * a copy has no access to what is private to its package.
     *
     * @return null if it verifies
     */
    private static @Nullable Error verifies(byte[] classFile, String type) throws ClassNotFoundException {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile)
                .accept(
                        new ClassRemapper(
                                writer, new SimpleRemapper(Opcodes.ASM9, type.replace('.', '/'), "woven/Copy")) {},
                        0);
        byte[] bytes = writer.toByteArray();
        ClassLoader loader = new ClassLoader(LOADER) {
            @Override
            protected Class<?> findClass(String name) {
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        try {
            Class.forName("woven.Copy", true, loader);
        } catch (VerifyError | ClassFormatError broken) {
            return broken;
        } catch (LinkageError outsideItsPackage) {
            return null;
        }
        return null;
    }

    /** The methods of the boot packages that each method calls. */
    private static Set<String> bootstrapCalls(byte[] classFile) {
        Set<String> calls = new TreeSet<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String called, String with, boolean on) {
                                        if (owner.startsWith("dev/asyncz/bootstrap/")) {
                                            calls.add(name + ": " + owner + "." + called);
                                        }
                                    }
                                };
                            }
                        },
                        ClassReader.SKIP_FRAMES);
        return calls;
    }

    private static List<String> members(byte[] classFile) {
        List<String> members = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                members.add(access + " " + name + descriptor);
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return members;
    }
}
