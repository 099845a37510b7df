package dev.asyncz.agent.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.schedulers.Schedulers;
import dev.asyncz.agent.weaving.inline.MissingMember;
import dev.asyncz.agent.weaving.loading.LinkedCopy;
import dev.asyncz.bootstrap.schedule.ScheduledWork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.asm.Advice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeaverTest {
    private static final ClassLoader LOADER = WeaverTest.class.getClassLoader();

    private final List<String> failures = new ArrayList<>();

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
        byte[] bytes = LinkedCopy.file(rehearsal.type(), LOADER);
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
            ScheduledWork.endAtOnce();
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
            on.replaceCall("present", "java.lang.Runnable", "run", ScheduledWork.class, "body");
        }
    };
    private static final Hook COMPLETE = new SampleHook() {
        @Override
        protected void weave(Weaving on) {
            on.advise(Enter.class, "present")
                    .replaceCall("calling", "java.lang.Runnable", "run", ScheduledWork.class, "body");
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

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "org/slf4j/simple/SimpleLogger, slf4j-simple",
                "org/slf4j/impl/SimpleLogger, slf4j-simple",
                "org/apache/commons/logging/impl/SimpleLog, Commons Logging's SimpleLog",
                "org/apache/logging/log4j/simple/SimpleLoggerContext, Log4j's SimpleLogger",
                "org/eclipse/jetty/logging/JettyLogger, Jetty's own logger",
                "com/ibm/websphere/ras/Tr, Open Liberty's own messages (Tr)"
            })
    void should_say_of_a_logger_that_only_prints_that_it_is_not_captured_unless_all_is_that_is_printed(
            String type, String name) {
        Weaver weaver = weaver(COMPLETE);
        assertNull(weaver.transform(LOADER, type, null, null, sample()));
        assertEquals(
                List.of(name + " is there, and is not captured: capture.stdout=true keeps what it prints"), failures);

        failures.clear();
        Weaver printing = new Weaver(Hooks.all(), HookFinder.NONE, (what, cause) -> failures.add(what));
        assertNull(printing.transform(LOADER, type, null, null, sample()));
        assertEquals(List.of(), failures);
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
        Weaver weaver = new Weaver(Hooks.all(), HookFinder.NONE, (what, cause) -> failures.add(what));

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
        byte[] bytes = LinkedCopy.file(Sample.class.getName(), LOADER);
        assertNotNull(bytes);
        return bytes;
    }

    private static String internal(Hook hook) {
        return hook.type().replace('.', '/');
    }
}
