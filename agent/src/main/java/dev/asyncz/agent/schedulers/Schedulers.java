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
        library(SpringHooks.NAME, SpringHooks.CLASSES);
        library(QuartzHooks.NAME, QuartzHooks.CLASSES);
        library(JobRunrHooks.NAME, JobRunrHooks.CLASSES);
        library(DbSchedulerHooks.NAME, DbSchedulerHooks.CLASSES);
        library(QuarkusHooks.NAME, QuarkusHooks.CLASSES);
        library(MicronautHooks.NAME, MicronautHooks.CLASSES);
        library(ShedLockHooks.NAME, ShedLockHooks.CLASSES);
        library(JakartaHooks.NAME, JakartaHooks.CLASSES);
        library(GlassFishHooks.NAME, GlassFishHooks.CLASSES);
        library(ManagedExecutorHooks.NAME, ManagedExecutorHooks.CLASSES);
        library(TimerHooks.NAME, TimerHooks.CLASSES);
        library(ScheduledExecutorHooks.NAME, ScheduledExecutorHooks.CLASSES);
        library(ForkJoinHooks.NAME, ForkJoinHooks.CLASSES);
        library("", NamedTaskHooks.CLASSES);

        library("", ThreadPoolHooks.CLASSES);
        library("", WaitingWorkHooks.CLASSES);
        library("", CompletableFutureHooks.CLASSES);
        library("", ThreadHooks.CLASSES);
        library("", VirtualThreadHooks.CLASSES);
        library("", FutureTaskHooks.CLASSES);
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
