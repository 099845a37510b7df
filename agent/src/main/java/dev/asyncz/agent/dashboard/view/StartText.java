package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.tasks.history.Starts.Start;

/** The start of a JVM, for people. */
public final class StartText {
    private StartText() {}

    public static String of(Start start, TimeStyle style) {
        String who = start.node().isEmpty() ? "" : ShownText.safe(start.node()) + " ";
        return who + (start.again() ? "started again " : "started ") + style.moment(start.at()) + " "
                + style.zoneName();
    }
}
