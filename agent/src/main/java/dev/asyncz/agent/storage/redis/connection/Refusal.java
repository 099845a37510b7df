package dev.asyncz.agent.storage.redis.connection;

import org.jspecify.annotations.Nullable;

/** Errors that Redis answers with, by their first word, and what they ask for. */
enum Refusal {
    READONLY(true, "a replica: storage.url has to lead to the primary"),
    LOADING(true, "it has just been started"),
    MASTERDOWN(true, "a replica that has lost its primary"),
    CLUSTERDOWN(true, "the cluster lacks a part"),
    NOREPLICAS(true, "too few replicas follow it"),
    NOAUTH(true, "set storage.password"),
    WRONGPASS(true, "check storage.user and storage.password"),
    NOPERM(false, "give the user the rights that docs/storages.md lists"),
    MISCONF(false, "it cannot save its data: see to its disk"),
    OOM(false, "its memory is full: raise maxmemory or lower storage.retention.count");

    private final boolean elsewhere;
    private final String advice;

    Refusal(boolean elsewhere, String advice) {
        this.elsewhere = elsewhere;
        this.advice = advice;
    }

    /** What {@code error} begins with; a script's error quotes it. Null if it is none of these. */
    static @Nullable Refusal in(String error) {
        for (Refusal each : values()) {
            if (error.startsWith(each + " ") || error.contains("-" + each + " ")) {
                return each;
            }
        }
        // Before ACLs there was no word for it.
        return error.startsWith("ERR invalid password") || error.contains("without any password configured")
                ? WRONGPASS
                : null;
    }

    /** Whether another connection, and perhaps another server, will answer otherwise. Else the same one will in time. */
    boolean elsewhere() {
        return elsewhere;
    }

    /** What it means, or what to do. */
    String advice() {
        return advice;
    }
}
