package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.view.StyledText.Fragment;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.words.Numbers;
import dev.asyncz.bootstrap.naming.Libraries;
import dev.asyncz.bootstrap.naming.OtherAgents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace with what matters in sight: the exceptions and the frames of the application. The frames of libraries
 * and of other agents are folded away, unless a hit is in them.
 */
public final class StackTrace {
    private static final Pattern FRAME = Pattern.compile("\\s*(?:at .+|\\.\\.\\. \\d+ .*)");
    /** Ahead of the method its loader and its module, if they are not the usual ones. */
    private static final Pattern METHOD = Pattern.compile("\\s*at (?:[\\w.-]*(?:@[\\w.-]*)?/)*([^(]*)");

    private static final int FEWEST_FOLDED = 2;

    /** The agent's own frames: one alone is folded, too. */
    private static final String OWN = "dev.asyncz.";

    private StackTrace() {}

    /**
     * @param raw as captured
     * @param logger whose line it is: where nothing but libraries is in the trace, what shares its first two names is the
     *     application
     */
    public static List<FrameGroup> groups(String raw, String logger, Highlighter highlighter) {
        List<FrameGroup> groups = new ArrayList<>();
        StringBuilder group = new StringBuilder();
        int frames = 0;
        boolean folded = false;
        String[] lines = raw.strip().split("\n", -1);
        String own = Arrays.stream(lines).anyMatch(StackTrace::isApplication) ? "" : beginning(logger);
        for (String line : lines) {
            boolean library = isLibrary(line, own);
            if (library != folded && group.length() > 0) {
                add(groups, group.toString(), frames, highlighter);
                group.setLength(0);
                frames = 0;
            }
            folded = library;
            if (library) {
                frames++;
            }
            group.append(line).append('\n');
        }
        add(groups, group.toString(), frames, highlighter);
        return groups;
    }

    /** The first line of the last "Caused by"; empty when nothing caused it. */
    public static String rootCause(String raw) {
        int at = raw.lastIndexOf(RunFacts.CAUSE);
        return at < 0 ? "" : firstLine(raw.substring(at + RunFacts.CAUSE.length()));
    }

    /**
     * The application's topmost frame, where the root cause came from; where that has none, the first one of the whole
     * trace.
     *
     * @return as in {@code com.acme.Orders.load(Orders.java:42)}; null without any
     */
    public static @Nullable String applicationFrame(String raw) {
        String cause = raw.substring(Math.max(0, raw.lastIndexOf(RunFacts.CAUSE)));
        return Stream.concat(cause.lines(), raw.lines())
                .filter(StackTrace::isApplication)
                .findFirst()
                .map(StackTrace::frame)
                .orElse(null);
    }

    private static String frame(String line) {
        Matcher method = METHOD.matcher(line);
        return method.lookingAt() ? line.substring(method.start(1)).stripTrailing() : line.strip();
    }

    private static String firstLine(String text) {
        return text.split("\n", 2)[0].stripTrailing();
    }

    private static boolean isApplication(String line) {
        return FRAME.matcher(line).matches() && !line.stripLeading().startsWith("...") && !isForeign(method(line));
    }

    private static boolean isForeign(String method) {
        return Libraries.FOLDED.own(method) || OtherAgents.ownsFrame(method);
    }

    /** The qualified method of a frame. */
    private static String method(String frame) {
        Matcher method = METHOD.matcher(frame);
        return method.lookingAt() ? method.group(1) : "";
    }

    private static boolean isLibrary(String line, String own) {
        boolean isOwn = !own.isEmpty() && line.stripLeading().startsWith("at " + own);
        return !isOwn && FRAME.matcher(line).matches() && !isApplication(line);
    }

    private static String beginning(String logger) {
        int second = logger.indexOf('.', logger.indexOf('.') + 1);
        if (second < 0) {
            return logger;
        }
        return logger.substring(0, second + 1);
    }

    private static void add(List<FrameGroup> groups, String raw, int frames, Highlighter highlighter) {
        List<Fragment> fragments = StyledText.of(raw, highlighter);
        boolean folded = frames >= FEWEST_FOLDED || frames > 0 && method(raw).startsWith(OWN);
        groups.add(new FrameGroup(folded, StyledText.anyHit(fragments), frames, fragments));
    }

    /**
     * For the template: lines that are shown or folded together.
     *
     * @param hit whether what was searched for is in it
     */
    public record FrameGroup(boolean folded, boolean hit, int frames, List<Fragment> fragments) {
        String hidden() {
            return Numbers.count(frames, "frame") + " hidden";
        }
    }
}
