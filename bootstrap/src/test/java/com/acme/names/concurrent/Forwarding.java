package com.acme.names.concurrent;

import dev.asyncz.bootstrap.schedule.TaskNames;

/** Stands for what an application wraps around its schedulers, and is none itself. */
public final class Forwarding {
    private Forwarding() {}

    public static String name(Object work) {
        return TaskNames.of(work);
    }
}
