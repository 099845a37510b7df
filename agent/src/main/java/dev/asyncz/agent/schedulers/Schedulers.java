package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import java.util.ArrayList;
import java.util.List;

/** The list of what is woven for tasks: schedulers first, then what carries a run to other threads. */
public final class Schedulers {
    private Schedulers() {}

    /** All hooks of this package. */
    public static List<Hook> hooks() {
        List<Hook> hooks = new ArrayList<>();
        hooks.add(new SpringHooks.ErrorHandlingRunnable());
        hooks.add(new SpringHooks.RegisteredTask());
        hooks.add(new SpringHooks.TrackedTask());
        hooks.add(new SpringHooks.TriggeredTask());
        hooks.add(new SpringHooks.ReactiveMethod());
        hooks.add(new SpringHooks.ThreadEachTime());
        hooks.add(new QuartzHooks.Shell());
        hooks.add(new QuartzHooks.Scheduling());
        hooks.add(new JobRunrHooks.Performer());
        hooks.add(new JobRunrHooks.Recurring());
        hooks.add(new DbSchedulerHooks.Picked());
        hooks.add(new DbSchedulerHooks.Recurring());
        hooks.add(new DbSchedulerHooks.Rescheduled());
        hooks.add(new DbSchedulerHooks.Created());
        hooks.add(new QuarkusHooks.Invoker());
        hooks.add(new QuarkusHooks.CronTrigger());
        hooks.add(new QuarkusHooks.IntervalTrigger());
        hooks.add(new MicronautHooks.Method());
        hooks.add(new MicronautHooks.Cron());
        hooks.add(new ShedLockHooks.Method());
        hooks.add(new ShedLockHooks.Work());
        hooks.add(new ShedLockHooks.Lock());
        hooks.add(new NamedTaskHooks.Scope());
        hooks.add(new JakartaHooks.Timer());
        hooks.add(new JakartaHooks.Timeout());
        hooks.add(new JakartaHooks.SystemException());
        hooks.add(new JakartaHooks.ManagedTask());
        hooks.add(new GlassFishHooks.Container());
        hooks.add(new ManagedExecutorHooks.Service());
        hooks.add(new ManagedExecutorHooks.Executor());
        hooks.add(new ManagedExecutorHooks.Task());
        hooks.add(new ManagedExecutorHooks.TriggeredTask());
        hooks.add(new ManagedExecutorHooks.Failure());
        hooks.add(new TimerHooks.Scheduling());
        hooks.add(new TimerHooks.Cancelling());
        hooks.add(new TimerHooks.Running());
        hooks.add(new ScheduledExecutorHooks.Task());
        hooks.add(new ScheduledExecutorHooks.Executor());
        hooks.add(new ForkJoinHooks.ScheduledTask());

        hooks.add(new ForkJoinHooks.Pool());
        hooks.add(new ForkJoinHooks.Task());
        hooks.add(new ThreadPoolHook());
        hooks.add(new WaitingWorkHooks.Worker());
        hooks.add(new WaitingWorkHooks.LinkedQueue());
        hooks.add(new CompletableFutureHooks.Stages());
        hooks.add(new CompletableFutureHooks.Delayed());
        hooks.add(new ThreadHook());
        hooks.add(new VirtualThreadHook());
        hooks.add(new FutureTaskHook());
        return hooks;
    }
}
