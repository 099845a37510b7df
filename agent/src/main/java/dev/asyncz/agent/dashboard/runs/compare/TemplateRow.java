package dev.asyncz.agent.dashboard.runs.compare;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.runs.compare.TemplatePair.Side;
import dev.asyncz.agent.dashboard.view.NameView;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.agent.words.Numbers;
import dev.asyncz.api.LogEntry;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One template of two runs as the page shows it.
 *
 * @param complete whether all lines of both are here, so that what is not there was not written
 */
record TemplateRow(TemplatePair pair, boolean complete) {
    private static final Duration LEAST = Duration.ofMillis(1);

    String level() {
        return pair.template().level();
    }

    String levelClass() {
        return level().toLowerCase(Locale.ROOT);
    }

    String text() {
        return ShownText.safe(pair.template().text()).replace('\n', ' ');
    }

    NameView logger() {
        return NameView.plain(ShownText.safe(pair.template().logger()), 1);
    }

    /** Where its first line is, in its context. */
    String link() {
        LogEntry first = pair.gone() ? pair.other().first() : pair.own().first();
        return link(Objects.requireNonNull(first));
    }

    static String link(LogEntry line) {
        String id = line.id().toString();
        return Addresses.LOGS + QueryParameters.NONE.with("context", id).asQuery() + "#e" + id;
    }

    /** In a word, what has become of it; {@code sign} is the same at a glance. */
    String word() {
        if (pair.fresh()) {
            return complete ? "new" : "second only";
        }
        if (pair.gone()) {
            return complete ? "missing" : "first only";
        }
        return pair.same() ? "as often" : pair.own().count() > pair.other().count() ? "more" : "fewer";
    }

    String sign() {
        return switch (word()) {
            case "new", "second only" -> "+";
            case "missing", "first only" -> "−";
            case "more" -> "▲";
            case "fewer" -> "▼";
            default -> "=";
        };
    }

    String was() {
        return count(pair.other());
    }

    String is() {
        return count(pair.own());
    }

    String wasUpTo() {
        return upTo(pair.other());
    }

    String isUpTo() {
        return upTo(pair.own());
    }

    /** How much longer or shorter it took, with its sign; null where that is next to nothing. */
    @Nullable
    String longer() {
        return longer(pair.longer());
    }

    static @Nullable String longer(Duration longer) {
        if (longer.abs().compareTo(LEAST) < 0) {
            return null;
        }
        return (longer.isNegative() ? "−" : "+") + DurationWords.of(longer.abs());
    }

    private static String count(Side side) {
        return side.count() == 0 ? "—" : Numbers.grouped(side.count());
    }

    private static String upTo(Side side) {
        return side.count() == 0 ? "—" : DurationWords.of(side.upTo());
    }
}
