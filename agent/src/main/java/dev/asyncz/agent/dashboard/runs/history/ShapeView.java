package dev.asyncz.agent.dashboard.runs.history;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.runs.history.LogShape.Kind;
import dev.asyncz.agent.dashboard.view.NameView;
import dev.asyncz.agent.words.Numbers;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the last lines of a task look like, as {@code history/shape.mustache} shows it. */
public record ShapeView(LogShape shape) {
    private static final int ROWS = 40;

    /** @return null where there are no lines */
    public static @Nullable ShapeView of(LogShape shape) {
        return shape.kinds().isEmpty() ? null : new ShapeView(shape);
    }

    String lines() {
        return Numbers.count(shape.lines(), "line");
    }

    String runs() {
        return Numbers.count(shape.runs(), "run");
    }

    /** When a kind of line is called new; null where none can be. */
    @Nullable
    String rule() {
        if (shape.recent() == 0) {
            return null;
        }
        String last = shape.recent() == 1 ? "its last run" : "its last " + shape.recent() + " runs";
        return "New is what only " + last + " wrote.";
    }

    /** How many kinds are not shown; null for none. */
    @Nullable
    String rest() {
        int rest = shape.kinds().size() - ROWS;
        return rest > 0 ? Numbers.count(rest, "more kind") : null;
    }

    List<KindRow> kinds() {
        return shape.kinds().stream().limit(ROWS).map(KindRow::new).toList();
    }

    /** One template. */
    record KindRow(Kind kind) {
        String level() {
            return kind.template().level();
        }

        String levelClass() {
            return level().toLowerCase(Locale.ROOT);
        }

        String count() {
            return Numbers.grouped(kind.count());
        }

        boolean fresh() {
            return kind.fresh();
        }

        String text() {
            return ShownText.safe(kind.template().text()).replace('\n', ' ');
        }

        NameView logger() {
            return NameView.plain(ShownText.safe(kind.template().logger()), 1);
        }

        /** Its newest line in its context. */
        String link() {
            String id = kind.last().id().toString();
            return Addresses.LOGS + QueryParameters.NONE.with("context", id).asQuery() + "#e" + id;
        }
    }
}
