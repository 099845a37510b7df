package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.words.Numbers;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where everything went that was to be stored, as {@code runs/figures.mustache} shows it. */
public record FiguresView(StorageFigures figures) {
    public String storage() {
        return figures.storage();
    }

    public String produced() {
        return Numbers.grouped(figures.produced());
    }

    public String stored() {
        return Numbers.grouped(figures.stored());
    }

    public String queued() {
        return Numbers.grouped(figures.queued());
    }

    public String dropped() {
        return Numbers.grouped(figures.droppedTotal());
    }

    /** Why something was dropped; null where nothing was. */
    @Nullable
    String reasons() {
        StringBuilder reasons = new StringBuilder();
        for (Map.Entry<String, Long> reason : new TreeMap<>(figures.dropped()).entrySet()) {
            if (reason.getValue() > 0) {
                reasons.append(reasons.length() == 0 ? "" : ", ")
                        .append(Numbers.grouped(reason.getValue()))
                        .append(' ')
                        .append(reason.getKey().replace('_', ' '));
            }
        }
        return reasons.length() == 0 ? null : reasons.toString();
    }

    @Nullable
    public String trouble() {
        return ShownText.safeOrNull(figures.trouble());
    }
}
