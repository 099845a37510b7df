package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.bootstrap.naming.Place;
import dev.asyncz.bootstrap.schedule.TaskNames;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Outside the agent's packages: names are looked for in the code of the application, and this class plays it. */
class TaskNamesTest {
    private static final String HERE = "com.acme.TaskNamesTest.";

    private static final class Cleanup implements Runnable {
        @Override
        public void run() {}
    }

    private static class Jobs$$SpringCGLIB$$0 implements Runnable {
        @Override
        public void run() {}
    }

    @Test
    void should_name_a_named_class() {
        assertEquals("com.acme.TaskNamesTest$Cleanup", TaskNames.of(new Cleanup()));
    }

    @Test
    void should_name_a_local_class() {
        class Nightly extends TimerTask {
            @Override
            public void run() {}
        }

        assertTrue(TaskNames.of(new Nightly()).matches("com\\.acme\\.TaskNamesTest\\$\\d*Nightly"));
    }

    @Test
    void should_name_the_class_behind_a_proxy() {
        assertEquals("com.acme.TaskNamesTest$Jobs", TaskNames.of(new Jobs$$SpringCGLIB$$0()));
    }

    @Test
    void should_name_a_lambda_by_the_place_that_schedules_it() {
        Runnable lambda = () -> {};
        int line = here() + 1;
        String name = TaskNames.of(lambda);

        assertEquals(HERE + "should_name_a_lambda_by_the_place_that_schedules_it", name);
        assertEquals(name + ":" + line, Place.source(name));
    }

    @Test
    void should_name_an_anonymous_class_and_a_method_reference_likewise() {
        Runnable anonymous = new Runnable() {
            @Override
            public void run() {}
        };
        Runnable reference = this::noWork;
        String first = TaskNames.of(anonymous);
        String second = TaskNames.of(reference);

        assertEquals(HERE + "should_name_an_anonymous_class_and_a_method_reference_likewise", first);
        assertEquals(HERE + "should_name_an_anonymous_class_and_a_method_reference_likewise#2", second);
    }

    @Test
    void should_prefer_the_class_a_lambda_is_written_in_to_a_helper_that_schedules_it() {
        String name = Helper.schedule(() -> {});

        assertEquals(HERE + "should_prefer_the_class_a_lambda_is_written_in_to_a_helper_that_schedules_it", name);
    }

    private static final class Helper {
        static String schedule(Runnable work) {
            return TaskNames.of(work);
        }
    }

    @Test
    void should_name_the_method_and_not_the_lambda_that_schedules() throws Exception {
        Callable<String> scheduling = () -> TaskNames.of((Runnable) () -> {});

        assertTrue(scheduling.call().startsWith(HERE + "should_name_the_method_and_not_the_lambda_that_schedules"));
    }

    @Test
    void should_name_wrappers_of_the_jdk_by_the_place_that_schedules_them() {
        String future = TaskNames.of(new FutureTask<>(() -> "x"));
        String adapter = TaskNames.of(Executors.callable(new Cleanup()));

        assertEquals(HERE + "should_name_wrappers_of_the_jdk_by_the_place_that_schedules_them", future);
        assertEquals(HERE + "should_name_wrappers_of_the_jdk_by_the_place_that_schedules_them#2", adapter);
    }

    @Test
    void should_not_take_a_wrapper_of_the_jdk_on_the_stack_for_the_place() throws Exception {
        FutureTask<String> outer = new FutureTask<>(() -> TaskNames.of(new FutureTask<>(() -> "x")));
        outer.run();

        assertTrue(outer.get().startsWith(HERE), outer.get());
    }

    @Test
    void should_remember_the_first_name() {
        Runnable lambda = () -> {};
        TaskNames.remember(lambda);
        TaskNames.remember(lambda);
        TaskNames.remember(null);

        assertEquals(HERE + "should_remember_the_first_name", TaskNames.of(lambda));
    }

    @Test
    void should_let_a_wrapper_go_by_the_name_of_what_it_wraps() {
        Runnable lambda = () -> {};
        TaskNames.remember(lambda);
        Cleanup wrapper = new Cleanup();
        TaskNames.rememberAs(wrapper, lambda);
        TaskNames.rememberAs(null, lambda);
        TaskNames.rememberAs(wrapper, null);

        assertEquals(TaskNames.of(lambda), TaskNames.of(wrapper));
        assertEquals("com.acme.TaskNamesTest$Cleanup", TaskNames.of(new Cleanup()));
    }

    @Test
    void should_look_through_what_wraps_a_named_class() {
        Runnable work = new Cleanup();
        Runnable lambda = () -> work.run();
        Runnable anonymous = new Runnable() {
            @Override
            public void run() {
                lambda.run();
            }
        };

        assertEquals("com.acme.TaskNamesTest$Cleanup", TaskNames.of(lambda));
        assertEquals("com.acme.TaskNamesTest$Cleanup", TaskNames.of(anonymous));
        assertEquals("com.acme.TaskNamesTest$Cleanup", TaskNames.of(new Decorator(anonymous)));
        assertNotEquals("com.acme.TaskNamesTest$Cleanup", TaskNames.of(new Decorator(new Decorator(anonymous))));
    }

    @Test
    void should_name_a_wrapped_lambda_by_the_place_that_schedules_it() {
        String name = Helper.schedule(new Decorator(() -> {}));

        assertEquals(HERE + "should_name_a_wrapped_lambda_by_the_place_that_schedules_it", name);
    }

    @Test
    void should_look_through_the_one_supplier_of_a_lambda() {
        Supplier<String> supplier = new Reading();
        Callable<String> lambda = () -> supplier.get();

        assertEquals("com.acme.TaskNamesTest$Reading", TaskNames.of(lambda));
    }

    @Test
    void should_leave_work_its_name_that_has_work_of_its_own_to_do() {
        Runnable lambda = () -> {};
        Cleanup cleanup = new Cleanup();
        Runnable two = () -> {
            lambda.run();
            cleanup.run();
        };
        Runnable timeout = () -> Objects.requireNonNull(cleanup);
        String name = TaskNames.of(timeout);

        assertEquals("com.acme.TaskNamesTest$WithCallback", TaskNames.of(new WithCallback(lambda)));
        assertEquals("com.acme.TaskNamesTest$Pair", TaskNames.of(new Pair(lambda, two)));
        assertEquals("com.acme.TaskNamesTest$Decorator", TaskNames.of(new Decorator(null)));
        assertEquals(HERE + "should_leave_work_its_name_that_has_work_of_its_own_to_do", name);
    }

    @Test
    void should_tell_the_places_apart_that_schedule_lambdas_of_one_class() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            names.add(TaskNames.of(job("a")));
            names.add(TaskNames.of(job("b")));
        }

        assertEquals(2, Set.copyOf(names).size(), names.toString());
    }

    @Test
    void should_not_ask_the_stack_for_ever() {
        Function<String, Runnable> job = name -> () -> Objects.requireNonNull(name);
        String first = "";
        for (int i = 0; i < 50; i++) {
            first = TaskNames.of(job.apply("a" + i));
        }

        assertEquals(first, TaskNames.of(job.apply("b")));
    }

    /** Each deployment has classes of its own. */
    @Test
    void should_keep_no_class_and_no_loader_alive() throws Exception {
        List<WeakReference<Class<?>>> classes = new ArrayList<>();
        byte[] bytes;
        try (InputStream in = TaskNamesTest.class.getResourceAsStream("TaskNamesTest$Decorator.class")) {
            bytes = in.readAllBytes();
        }
        for (int i = 0; i < 300; i++) {
            Class<?> deployed = new Deployment().define(bytes);
            classes.add(new WeakReference<>(deployed));
            Constructor<?> make = deployed.getDeclaredConstructor(Runnable.class);
            make.setAccessible(true);
            Object work = make.newInstance(new Cleanup());
            TaskNames.remember(work);

            assertEquals("com.acme.TaskNamesTest$Cleanup", TaskNames.of(work));
        }

        for (int i = 0;
                i < 50 && classes.stream().filter(each -> each.get() != null).count() > 10;
                i++) {
            System.gc();
        }
        assertTrue(classes.stream().filter(each -> each.get() != null).count() <= 10);
    }

    private static Runnable job(String name) {
        return () -> Objects.requireNonNull(name);
    }

    record Decorator(@Nullable Runnable work) implements Runnable {
        @Override
        public void run() {}
    }

    private static final class Deployment extends ClassLoader {
        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }
    }

    private record Pair(Runnable one, Runnable two) implements Runnable {
        @Override
        public void run() {}
    }

    private static final class Reading implements Supplier<String> {
        @Override
        public String get() {
            return "";
        }
    }

    private static final class WithCallback implements Runnable {
        Runnable whenDone;

        WithCallback(Runnable whenDone) {
            this.whenDone = whenDone;
        }

        @Override
        public void run() {
            whenDone.run();
        }
    }

    private void noWork() {}

    /** The line it is called on. */
    private static int here() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow())
                .getLineNumber();
    }
}
