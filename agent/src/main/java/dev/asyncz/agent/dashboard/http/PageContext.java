package dev.asyncz.agent.dashboard.http;

import dev.asyncz.agent.dashboard.http.reader.ReaderWishes;
import dev.asyncz.agent.dashboard.http.reader.ReaderWishes.ClockOption;
import dev.asyncz.agent.dashboard.http.reader.ReaderWishes.Parameter;
import dev.asyncz.agent.dashboard.http.reader.RowLook;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every template may refer to, whatever else it shows.
 *
 * @param base what stands before each path of the dashboard for whoever asks; empty unless a proxy serves it below a
 *     path of its own
 * @param version the agent's
 * @param templates what renders them
 * @param reader how the reader wants pages to be
 */
public record PageContext(String base, String version, Templates templates, ReaderWishes reader) {
    private static final int MAX_CHARS = 200;
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

    /** As for somebody who has no wishes. */
    public PageContext(String base, String version, Templates templates) {
        this(base, version, templates, ReaderWishes.NONE);
    }

    public PageContext with(ReaderWishes wishes) {
        return new PageContext(base, version, templates, wishes);
    }

    /** How times are shown. */
    public TimeStyle time() {
        return reader.time();
    }

    /** Whose clock that is. */
    String zone() {
        return time().ago() ? "ago, UTC" : time().zoneName();
    }

    RowLook look() {
        return reader.look();
    }

    List<Parameter> said() {
        return reader.said();
    }

    /** The ways to show times. */
    List<ClockOption> clocks() {
        return reader.clocks();
    }

    /** The application that the dashboard belongs to, in a word; null where that is nobody's or not known. */
    @Nullable
    String app() {
        return ProcessName.ofThis();
    }

    // Which page of the navigation it is: a view that is one of them says so itself.

    boolean onOverview() {
        return false;
    }

    boolean onTasks() {
        return false;
    }

    boolean onTimeline() {
        return false;
    }

    boolean onNodes() {
        return false;
    }

    boolean onLogs() {
        return false;
    }

    /** What narrows the other pages to the same node as this one; empty where that is not narrowed. */
    String narrowed() {
        return reader.narrowed();
    }

    /** Whether scripts are there to unpack what is in a row when it is opened: an answer to a script says so itself. */
    boolean packed() {
        return false;
    }

    /** @param prefix X-Forwarded-Prefix as sent; anything but a plain path counts as none */
    public static PageContext of(@Nullable String prefix, String version, Templates templates) {
        String path = Objects.requireNonNullElse(prefix, "").strip().replaceFirst("/$", "");
        boolean plain = path.length() <= MAX_CHARS && PREFIX.matcher(path).matches();
        return new PageContext(plain ? path : "", version, templates);
    }
}
