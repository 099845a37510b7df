package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.LiveSchedule;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.TaskPlan;
import dev.asyncz.bootstrap.schedule.LiveSchedules;
import dev.asyncz.bootstrap.schedule.Pools;
import dev.asyncz.bootstrap.schedule.ScheduledWork;
import dev.asyncz.bootstrap.schedule.TimerTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.TimerTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Does what the advices of schedulers do, from a package of an application. */
class LiveScheduleTest implements RunListener {
    private final List<LiveSchedule> told = new ArrayList<>();
    private final List<TaskPlan> plans = new ArrayList<>();
    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    private boolean room = true;

    @BeforeEach
    void listen() {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(this);
    }

    @AfterEach
    void stop() {
        pool.shutdownNow();
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(RunListener.NONE);
    }

    @Override
    public void planned(TaskPlan plan) {
        plans.add(plan);
    }

    @Override
    public boolean hasRoom(String task) {
        return room;
    }

    @Override
    public void scheduled(String task, LiveSchedule schedule) {
        told.add(schedule);
    }

    @Test
    void should_keep_each_schedule_with_its_words_and_its_place_until_its_future_is_done() {
        Future<?> first = scheduled(3_000_000_000L);
        Future<?> second = scheduled(3_000_000_000L);

        assertEquals(
                List.of("every 3 s", "every 3 s"),
                told.stream().map(LiveSchedule::words).toList());
        assertTrue(
                String.valueOf(told.get(0).place()).startsWith("com.acme.LiveScheduleTest.scheduled:"),
                told.get(0)::place);
        first.cancel(false);
        assertFalse(told.get(0).isLive());
        assertTrue(told.get(1).isLive());
        assertFalse(second.isDone());
    }

    @Test
    void should_end_with_its_executor() {
        Future<?> kept = scheduled(3_000_000_000L);
        pool.shutdownNow();

        assertFalse(told.get(0).isLive());
        assertFalse(kept.isDone());
    }

    @Test
    void should_look_for_no_place_of_what_runs_once_or_finds_no_room() {
        scheduled(0);
        room = false;
        scheduled(3_000_000_000L);

        assertEquals(List.of(), told);
    }

    @Test
    void should_know_a_timers_task_until_it_is_cancelled_or_its_thread_has_ended() throws InterruptedException {
        Thread thread = new Thread(LiveScheduleTest::waitForever);
        thread.start();
        TimerTask one = timerTask(thread, 1_000);
        timerTask(thread, 0);
        TimerTask other = timerTask(thread, 1_000);
        assertEquals(2, told.size());

        LiveSchedules.cancelled(one);
        assertFalse(told.get(0).isLive());
        assertTrue(told.get(1).isLive());
        thread.interrupt();
        thread.join();
        assertFalse(told.get(1).isLive());
        assertTrue(other.scheduledExecutionTime() <= 0);
    }

    @Test
    void should_say_what_threads_are_called_where_nothing_but_a_place_names_the_work() {
        String prefix = "RetryRollbacking_1_";
        pool.setThreadFactory(work -> new Thread(work, prefix));
        Pools.taking(pool);
        ScheduledWork.runnable(() -> {}, System.nanoTime(), 1_000_000_000L);
        ScheduledWork.runnable(new Work(), System.nanoTime(), 1_000_000_000L);
        Pools.taken();

        assertEquals(
                List.of("ScheduledThreadPoolExecutor (RetryRollbacking)", "ScheduledThreadPoolExecutor"),
                plans.stream().map(TaskPlan::scheduler).toList());
        String method = "com.acme.LiveScheduleTest.should_say_what_threads_are_called_where_nothing_but_a_place_names"
                + "_the_work";
        assertEquals(method, plans.get(0).task());
        assertTrue(String.valueOf(plans.get(0).source()).startsWith(method + ":"), plans.get(0)::source);
    }

    private Future<?> scheduled(long period) {
        Runnable work = new Work();
        Pools.taking(pool);
        ScheduledWork.runnable(work, System.nanoTime(), period);
        Pools.taken();
        Future<?> future = new FutureTask<>(work, null);
        LiveSchedules.made(future, pool, work);
        return future;
    }

    private static TimerTask timerTask(Thread thread, long period) {
        TimerTask task = new Task();
        Pools.taking(new Object());
        TimerTasks.note(task, 0, period);
        Pools.taken();
        LiveSchedules.ofTimer(task, thread, period);
        return task;
    }

    private static void waitForever() {
        try {
            new java.util.concurrent.CountDownLatch(1).await();
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
    }

    private record Work() implements Runnable {
        @Override
        public void run() {}
    }

    private static final class Task extends TimerTask {
        @Override
        public void run() {}
    }
}
