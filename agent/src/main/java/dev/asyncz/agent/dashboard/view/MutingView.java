package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.access.FormTokens;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.rules.Signs.Muted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a task's signs is muted, and the form that mutes them.
 *
 * @param token what lets the form pass; null where nothing can be changed
 * @param kinds the signs that the form offers; none where there is nothing to mute
 */
public record MutingView(
        String task, List<MutedView> muted, @Nullable String token, List<FormOption> kinds) {

    public static MutingView of(
            String task,
            List<Sign> signs,
            List<Muted> muted,
            FormTokens.@Nullable Pass pass,
            TimeStyle style,
            Instant now) {
        return new MutingView(
                task,
                muted.stream()
                        .map(each -> new MutedView(each, task, pass == null ? null : pass.token(), style, now))
                        .toList(),
                pass == null ? null : pass.token(),
                signs.stream()
                        .map(Sign::kind)
                        .distinct()
                        .map(kind -> new FormOption(kind.key(), kind.word(), false))
                        .toList());
    }

    boolean any() {
        return !muted.isEmpty();
    }

    /** Whether the form is shown. */
    boolean mutable() {
        return token != null && !kinds.isEmpty();
    }

    /** A sign that is muted, and the form that lets it be heard again. */
    record MutedView(Muted facts, String task, @Nullable String token, TimeStyle style, Instant now) {
        String mark() {
            return kind().mark();
        }

        String word() {
            return kind().word();
        }

        String key() {
            return kind().key();
        }

        String sentence() {
            return ShownText.safe(facts.sign().sentence());
        }

        /** In words. */
        String until() {
            return isForGood()
                    ? "by signs.mute"
                    : "until " + style.sinceToday(facts.until(), now) + " " + style.zoneName();
        }

        boolean revocable() {
            return token != null && !isForGood();
        }

        private boolean isForGood() {
            return facts.until().equals(Instant.MAX);
        }

        private Kind kind() {
            return facts.sign().kind();
        }
    }
}
