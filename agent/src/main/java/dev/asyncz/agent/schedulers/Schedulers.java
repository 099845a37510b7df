package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.schedulers.jdk.CompletableFutureHooks;
import dev.asyncz.agent.schedulers.jdk.ForkJoinHooks;
import dev.asyncz.agent.schedulers.jdk.FutureTaskHooks;
import dev.asyncz.agent.schedulers.jdk.ScheduledExecutorHooks;
import dev.asyncz.agent.schedulers.jdk.ThreadHooks;
import dev.asyncz.agent.schedulers.jdk.ThreadPoolHooks;
import dev.asyncz.agent.schedulers.jdk.TimerHooks;
import dev.asyncz.agent.schedulers.jdk.VirtualThreadHooks;
import dev.asyncz.agent.schedulers.jdk.WaitingWorkHooks;
import dev.asyncz.agent.schedulers.libraries.DbSchedulerHooks;
import dev.asyncz.agent.schedulers.libraries.GlassFishHooks;
import dev.asyncz.agent.schedulers.libraries.GuavaHooks;
import dev.asyncz.agent.schedulers.libraries.JakartaHooks;
import dev.asyncz.agent.schedulers.libraries.JobRunrHooks;
import dev.asyncz.agent.schedulers.libraries.ManagedExecutorHooks;
import dev.asyncz.agent.schedulers.libraries.MicronautHooks;
import dev.asyncz.agent.schedulers.libraries.QuarkusHooks;
import dev.asyncz.agent.schedulers.libraries.QuartzHooks;
import dev.asyncz.agent.schedulers.libraries.ShedLockHooks;
import dev.asyncz.agent.schedulers.libraries.SpringHooks;
import dev.asyncz.agent.weaving.HookTable;
import dev.asyncz.agent.weaving.Weaving;

/** The table of what is woven for tasks: schedulers first, then what carries a run to other threads. */
public final class Schedulers extends HookTable {
    public Schedulers() {
        library(SpringHooks.NAME, SpringHooks.CLASSES, SpringHooks.PACKAGES);
        library(QuartzHooks.NAME, QuartzHooks.CLASSES, QuartzHooks.PACKAGES);
        library(JobRunrHooks.NAME, JobRunrHooks.CLASSES, JobRunrHooks.PACKAGES);
        library(DbSchedulerHooks.NAME, DbSchedulerHooks.CLASSES, DbSchedulerHooks.PACKAGES);
        library(QuarkusHooks.NAME, QuarkusHooks.CLASSES, QuarkusHooks.PACKAGES);
        library(MicronautHooks.NAME, MicronautHooks.CLASSES, MicronautHooks.PACKAGES);
        library(ShedLockHooks.NAME, ShedLockHooks.CLASSES, ShedLockHooks.PACKAGES);
        library(GuavaHooks.NAME, GuavaHooks.CLASSES, GuavaHooks.PACKAGES);
        library(JakartaHooks.NAME, JakartaHooks.CLASSES, JakartaHooks.PACKAGES);
        library(GlassFishHooks.NAME, GlassFishHooks.CLASSES, GlassFishHooks.PACKAGES);
        library(ManagedExecutorHooks.NAME, ManagedExecutorHooks.CLASSES, ManagedExecutorHooks.PACKAGES);
        add(TimerHooks.NAME, TimerHooks.CLASSES);
        add(ScheduledExecutorHooks.NAME, ScheduledExecutorHooks.CLASSES);
        add(ForkJoinHooks.NAME, ForkJoinHooks.CLASSES);
        add("", NamedTaskHooks.CLASSES);

        add("", ThreadPoolHooks.CLASSES);
        add("", WaitingWorkHooks.CLASSES);
        add("", CompletableFutureHooks.CLASSES);
        add("", ThreadHooks.CLASSES);
        add("", VirtualThreadHooks.CLASSES);
        add("", FutureTaskHooks.CLASSES);
    }

    @Override
    protected void weave(String classes, String type, Weaving on) {
        switch (classes) {
            case SpringHooks.CLASSES -> SpringHooks.weave(type, on);
            case QuartzHooks.CLASSES -> QuartzHooks.weave(type, on);
            case JobRunrHooks.CLASSES -> JobRunrHooks.weave(type, on);
            case DbSchedulerHooks.CLASSES -> DbSchedulerHooks.weave(type, on);
            case QuarkusHooks.CLASSES -> QuarkusHooks.weave(type, on);
            case MicronautHooks.CLASSES -> MicronautHooks.weave(type, on);
            case ShedLockHooks.CLASSES -> ShedLockHooks.weave(type, on);
            case GuavaHooks.CLASSES -> GuavaHooks.weave(type, on);
            case JakartaHooks.CLASSES -> JakartaHooks.weave(type, on);
            case GlassFishHooks.CLASSES -> GlassFishHooks.weave(on);
            case ManagedExecutorHooks.CLASSES -> ManagedExecutorHooks.weave(type, on);
            case TimerHooks.CLASSES -> TimerHooks.weave(type, on);
            case ScheduledExecutorHooks.CLASSES -> ScheduledExecutorHooks.weave(type, on);
            case ForkJoinHooks.CLASSES -> ForkJoinHooks.weave(type, on);
            case NamedTaskHooks.CLASSES -> NamedTaskHooks.weave(on);

            case ThreadPoolHooks.CLASSES -> ThreadPoolHooks.weave(on);
            case WaitingWorkHooks.CLASSES -> WaitingWorkHooks.weave(type, on);
            case CompletableFutureHooks.CLASSES -> CompletableFutureHooks.weave(type, on);
            case ThreadHooks.CLASSES -> ThreadHooks.weave(on);
            case VirtualThreadHooks.CLASSES -> VirtualThreadHooks.weave(on);
            case FutureTaskHooks.CLASSES -> FutureTaskHooks.weave(on);
        }
    }
}
