package dev.asyncz.agent.alerts;

import dev.asyncz.agent.alerts.Alert.Details;
import dev.asyncz.agent.alerts.Alert.Event;
import dev.asyncz.agent.alerts.Alert.SignKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets so many messages through in a minute. What comes beyond is held, and is told when the minute is over: one by one
 * if there is room again, else all of it in one message. For one thread.
 */
final class Flood {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** So many are named in a summary; of the others their number is. */
    private static final int NAMED = 20;

    private final int aMinute;
    private final List<Alert> held = new ArrayList<>();
    private Instant minute = Instant.EPOCH;
    private int passed;

    /** @param aMinute how many messages a minute at most; at least 1 */
    Flood(int aMinute) {
        this.aMinute = aMinute;
    }

    /**
     * What may be sent now.
     *
     * @param alerts what has been found; may be empty, as time alone lets what is held go
     */
    List<Alert> pass(List<Alert> alerts, Instant now) {
        held.addAll(alerts);
        if (Duration.between(minute, now).abs().compareTo(MINUTE) >= 0) {
            minute = now;
            passed = 0;
        }
        int room = aMinute - passed;
        if (held.isEmpty() || room <= 0) {
            return List.of();
        }
        boolean fit = held.size() <= room;
        // The last of a minute is the summary of what does not fit.
        int single = fit ? held.size() : room - 1;
        List<Alert> pass = new ArrayList<>(held.subList(0, single));
        if (!fit) {
            pass.add(summary(held.subList(single, held.size()), now));
        }
        passed += pass.size();
        held.clear();
        return pass;
    }

    /** Whether nothing is held. */
    boolean isEmpty() {
        return held.isEmpty();
    }

    private Alert summary(List<Alert> alerts, Instant now) {
        long bad = alerts.stream().filter(Alert::isBad).count();
        long over = alerts.size() - bad;
        List<String> titles = new ArrayList<>();
        alerts.stream().limit(NAMED).map(Alert::title).forEach(titles::add);
        if (alerts.size() > NAMED) {
            titles.add("and " + (alerts.size() - NAMED) + " more");
        }
        Alert first = alerts.get(0);
        return new Alert(
                Alert.id(alerts.stream().map(Alert::id).toList()),
                Event.SUMMARY,
                new SignKey(first.sign().kind(), "", ""),
                "",
                now,
                first.since(),
                "At once: " + bad + " signs that something is wrong"
                        + (over == 0 ? "" : ", and " + over + " that are over"),
                new Details(
                        null,
                        first.details().link().isEmpty()
                                ? ""
                                : root(first.details().link()),
                        List.of(),
                        titles));
    }

    /** The overview, below which all pages are. */
    private static String root(String link) {
        int at = link.indexOf("/dashboard/");
        return at < 0 ? link : link.substring(0, at + "/dashboard/".length());
    }
}
