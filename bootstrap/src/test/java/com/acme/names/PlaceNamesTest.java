package com.acme.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.names.concurrent.Forwarding;
import dev.asyncz.bootstrap.naming.Place;
import dev.asyncz.bootstrap.naming.ThreadsName;
import dev.asyncz.bootstrap.schedule.TaskNames;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outside the agent's packages: names are looked for in the code of the application, and this class plays it. */
class PlaceNamesTest {
    private static final String HERE = "com.acme.names.PlaceNamesTest";

    /** What an application calls its work, as some do who have no use for the JDK's name. */
    private interface CleanupTask {
        void clean(String what);
    }

    private static final class Sessions implements CleanupTask {
        @Override
        public void clean(String what) {}
    }

    private record Runner(String what, CleanupTask task) implements Runnable {
        @Override
        public void run() {
            task.clean(what);
        }
    }

    private abstract static class Service {
        String schedule() {
            return TaskNames.of((Runnable) () -> tick());
        }

        String scheduleAnonymous() {
            return TaskNames.of(new Runnable() {
                @Override
                public void run() {
                    tick();
                }
            });
        }

        abstract void tick();
    }

    private static final class Mail extends Service {
        @Override
        void tick() {}
    }

    @Test
    void should_tell_the_places_of_a_method_apart_by_their_order() {
        String[] names = new String[6];
        for (int i = 0; i < 3; i++) {
            names[2 * i] = TaskNames.of(job("a"));
            names[2 * i + 1] = TaskNames.of(job("b"));
        }

        String method = HERE + ".should_tell_the_places_of_a_method_apart_by_their_order";
        for (int i = 0; i < 3; i++) {
            assertEquals(method, names[2 * i]);
            assertEquals(method + "#2", names[2 * i + 1]);
        }
    }

    @Test
    void should_name_what_a_runner_runs_by_the_applications_own_interface() {
        assertEquals(HERE + "$Sessions", TaskNames.of(new Runner("all", new Sessions())));
        assertEquals(
                HERE + ".should_name_what_a_runner_runs_by_the_applications_own_interface",
                TaskNames.of(new Runner("all", what -> Objects.requireNonNull(what))));
    }

    private record Timed(Runnable work) implements Callable<String> {
        @Override
        public String call() {
            work.run();
            return "";
        }
    }

    private static final class Uncomplaining implements Runnable {
        private Runnable runnable;

        Uncomplaining(Runnable runnable) {
            this.runnable = runnable;
        }

        @Override
        public void run() {
            runnable.run();
        }
    }

    private static final class Export implements Runnable {
        @Override
        public void run() {}
    }

    @Test
    void should_look_through_decorators_of_another_kind_or_without_final() {
        assertEquals(HERE + "$Export", TaskNames.of(new Timed(new Export())));
        assertEquals(HERE + "$Export", TaskNames.of(new Uncomplaining(new Export())));
    }

    @Test
    void should_name_the_class_that_inherits_a_method_which_schedules() {
        assertEquals(HERE + "$Mail.schedule", new Mail().schedule());
        assertEquals(HERE + "$Mail.scheduleAnonymous", new Mail().scheduleAnonymous());
    }

    @Test
    void should_pass_over_a_package_that_passes_work_on() {
        assertEquals(
                HERE + ".should_pass_over_a_package_that_passes_work_on",
                Forwarding.name(Executors.callable(() -> {})));
    }

    @Test
    void should_name_a_proxy_by_the_place_that_schedules_it() {
        Object proxy = Proxy.newProxyInstance(
                PlaceNamesTest.class.getClassLoader(), new Class<?>[] {Runnable.class}, (self, method, given) -> null);

        assertEquals(HERE + ".should_name_a_proxy_by_the_place_that_schedules_it", TaskNames.of(proxy));
    }

    @Test
    void should_keep_the_line_of_a_place_for_reading() {
        String name = TaskNames.of(job("a"));

        assertTrue(String.valueOf(Place.source(name)).matches("\\Q" + name + "\\E:[0-9]+"), name);
        assertNull(Place.source("com.acme.Cleanup"));
    }

    @ParameterizedTest
    @CsvSource({
        "RetryRollbacking_1_1, RetryRollbacking",
        "cleaner-%d, cleaner",
        "my-timer-%02d-x, my-timer-x",
        "quartz2 worker #3, quartz2 worker",
        "pool-1-thread-2, ''",
        "Timer-0, ''",
        "consumer-7f3a9c01be-1, ''",
        "http-10.0.0.7:8080, http"
    })
    void should_know_what_threads_are_called_without_their_numbers(String name, String expected) {
        assertEquals(expected, ThreadsName.of(name));
    }

    private record NamedFactory(String namePrefix, String group) implements ThreadFactory {
        @Override
        public Thread newThread(Runnable work) {
            return new Thread(work);
        }
    }

    private record Wrapping(ThreadFactory factory) implements ThreadFactory {
        @Override
        public Thread newThread(Runnable work) {
            return factory.newThread(work);
        }
    }

    @Test
    void should_read_what_threads_are_called_from_their_factory() {
        String captured = "mails-";
        ThreadFactory lambda = work -> new Thread(work, captured + 1);
        ThreadFactory silent = Thread::new;

        assertEquals("RetryRollbacking", ThreadsName.of(new NamedFactory("RetryRollbacking_1_", "all")));
        assertEquals("RetryRollbacking", ThreadsName.of(new Wrapping(new NamedFactory("RetryRollbacking", "all"))));
        assertEquals("mails", ThreadsName.of(lambda));
        assertEquals("", ThreadsName.of(silent));
        assertEquals("", ThreadsName.of(Executors.defaultThreadFactory()));
        assertEquals("", ThreadsName.of((ThreadFactory) null));
    }

    private static Runnable job(String name) {
        return () -> Objects.requireNonNull(name);
    }
}
