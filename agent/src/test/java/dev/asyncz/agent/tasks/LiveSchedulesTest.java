package dev.asyncz.agent.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.asyncz.bootstrap.schedule.LiveSchedules;
import dev.asyncz.bootstrap.schedule.Pools;
import dev.asyncz.bootstrap.schedule.ScheduledWork;
import dev.asyncz.bootstrap.schedule.TimerTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is kept of a task that is scheduled again and again. */
class LiveSchedulesTest {
    private static final String TASK = LiveSchedulesTest.class.getName() + "$Work";

    @RegisterExtension
    private final ListeningRegistry listening = new ListeningRegistry();

    private final TaskRegistry registry = listening.registry;
    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    private final List<Future<?>> futures = new ArrayList<>();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void should_keep_a_bounded_number_and_make_room_as_they_end() {
        for (int i = 0; i < 60; i++) {
            schedule();
        }
        assertEquals(50, live());

        futures.subList(0, 49).forEach(each -> each.cancel(false));
        assertEquals(1, live());
        schedule();
        assertEquals(2, live());
    }

    @Test
    void should_wait_for_a_task_as_long_as_one_of_its_schedules_is_live() {
        schedule();
        schedule();
        futures.get(1).cancel(false);
        assertNotNull(plan().due());

        futures.get(0).cancel(false);
        assertNull(plan().due());
    }

    @Test
    void should_wait_for_nothing_that_an_executor_had_that_was_shut_down() {
        schedule();
        assertNotNull(plan().due());

        pool.shutdownNow();
        assertNull(plan().due());
        assertEquals(0, live());
    }

    @Test
    void should_not_take_the_runs_of_a_neighbour_for_life_until_the_same_place_schedules_anew() {
        Runnable dying = schedule(new Work(true), (future, work) -> {
            ScheduledWork.made(future, pool);
            here(future, work);
        });
        Runnable neighbour = scheduleElsewhere();
        assertThrows(IllegalStateException.class, dying::run);
        futures.get(0).cancel(false);
        neighbour.run();
        neighbour.run();

        assertNotNull(plan().death());
        assertNull(plan().died(), "the task goes on");
        assertNotNull(plan().due());

        scheduleElsewhere();
        assertNotNull(plan().death());
        schedule();
        assertNull(plan().death());
    }

    @Test
    void should_keep_each_death_until_its_own_place_schedules_anew() {
        BiConsumer<Future<?>, Runnable> one = (future, work) -> {
            ScheduledWork.made(future, pool);
            LiveSchedules.made(future, pool, work);
        };
        BiConsumer<Future<?>, Runnable> other = (future, work) -> {
            ScheduledWork.made(future, pool);
            LiveSchedules.made(future, pool, work);
        };
        Runnable first = schedule(new Work(true), one);
        Runnable second = schedule(new Work(true), other);
        assertThrows(IllegalStateException.class, first::run);
        futures.get(0).cancel(false);
        assertThrows(IllegalStateException.class, second::run);
        futures.get(1).cancel(false);
        assertNotNull(plan().died(), "nothing goes on");

        schedule(new Work(false), other).run();
        assertNotNull(plan().death());
        assertNull(plan().died(), "the other one goes on");
        schedule(new Work(false), one);
        assertNull(plan().death());
    }

    @Test
    void should_not_let_a_neighbour_in_another_timer_hide_a_death() throws InterruptedException {
        Beat dying = new Beat(true);
        Beat neighbour = new Beat(false);
        Thread other = new Thread(LiveSchedulesTest::waitForever);
        other.start();
        beat(dying, Thread.currentThread());
        beat(neighbour, other);

        assertThrows(IllegalStateException.class, () -> TimerTasks.run(dying));
        TimerTasks.run(neighbour);
        String task = Beat.class.getName();
        assertNotNull(Objects.requireNonNull(registry.plan(task)).death());
        assertNull(Objects.requireNonNull(registry.plan(task)).died(), "the neighbour goes on");
        other.interrupt();
        other.join();
    }

    private static void beat(Beat task, Thread timer) {
        Pools.taking(new Object());
        TimerTasks.note(task, System.currentTimeMillis(), 60_000);
        Pools.taken();
        LiveSchedules.ofTimer(task, timer, 60_000);
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Beat extends TimerTask {
        private final boolean fails;

        Beat(boolean fails) {
            this.fails = fails;
        }

        @Override
        public void run() {
            if (fails) {
                throw new IllegalStateException("broken");
            }
        }
    }

    private int live() {
        return registry.schedules(TASK).size();
    }

    private TaskHistory.Plan plan() {
        TaskHistory.@Nullable Plan plan = registry.plan(TASK);
        assertNotNull(plan);
        return plan;
    }

    /** As the advice does, around the constructor of the executor's own task. */
    private Runnable schedule() {
        return schedule(new Work(false), this::here);
    }

    private Runnable scheduleElsewhere() {
        return schedule(new Work(false), (future, work) -> LiveSchedules.made(future, pool, work));
    }

    private void here(Future<?> future, Runnable work) {
        LiveSchedules.made(future, pool, work);
    }

    /** @param made is called at the place that schedules */
    private Runnable schedule(Runnable work, BiConsumer<Future<?>, Runnable> made) {
        Pools.taking(pool);
        Runnable wrapped = ScheduledWork.runnable(work, System.nanoTime() + 60_000_000_000L, 60_000_000_000L);
        Pools.taken();
        Future<?> future = new FutureTask<>(work, null);
        made.accept(future, work);
        futures.add(future);
        return Objects.requireNonNull(wrapped);
    }

    private record Work(boolean fails) implements Runnable {
        @Override
        public void run() {
            if (fails) {
                throw new IllegalStateException("broken");
            }
        }
    }
}
