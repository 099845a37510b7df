package dev.asyncz.agent.dashboard.api;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Mute;
import dev.asyncz.agent.signs.Mutes;
import dev.asyncz.agent.words.DurationWords;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Mutes the signs of a task for a while, or lets them be heard again: the form of its page. Any thread. */
public final class MuteAction {
    private static final int LONGEST_HOURS = 24 * 31;

    private final Mutes mutes;
    private final BiConsumer<String, String> journal;

    /** @param journal is told what was done: the task, and a sentence */
    public MuteAction(Mutes mutes, BiConsumer<String, String> journal) {
        this.mutes = mutes;
        this.journal = journal;
    }

    /** Takes {@code task}, {@code sign}, which may be missing for all, and {@code hours}, 0 for an end. */
    public HttpResponse mute(HttpRequest request) {
        QueryParameters form = QueryParameters.of(request.body().get());
        String task = form.get("task");
        if (task == null) {
            throw new BadParameter("task has to name the task whose sign is muted");
        }
        Kind kind = kind(form.get("sign"));
        Duration span = span(form.get("hours"));
        Instant now = Instant.now();
        String by = request.credentials().address();
        mutes.say(new Mute(task, kind, now.plus(span), now, by));
        String what = kind == null ? "the signs" : "the sign " + kind.key();
        journal.accept(
                task,
                (span.isZero()
                                ? what + " of " + task + " is heard again"
                                : what + " of " + task + " is muted for " + DurationWords.of(span))
                        + ", by the dashboard, from " + (by.isEmpty() ? "an unknown address" : by));
        return request.redirect(Addresses.task(task));
    }

    private static @Nullable Kind kind(@Nullable String key) {
        Kind kind = key == null ? null : Kind.of(key);
        if (key != null && kind == null) {
            throw new BadParameter("sign is none: '" + BadParameter.shortened(key) + "'");
        }
        return kind;
    }

    private static Duration span(@Nullable String hours) {
        try {
            int span = Integer.parseInt(hours == null ? "" : hours);
            if (span >= 0 && span <= LONGEST_HOURS) {
                return Duration.ofHours(span);
            }
        } catch (NumberFormatException unreadable) {
            // Said below.
        }
        throw new BadParameter("hours has to be a whole number from 0 to " + LONGEST_HOURS);
    }
}
