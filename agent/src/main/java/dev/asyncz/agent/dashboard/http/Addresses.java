package dev.asyncz.agent.dashboard.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/**
 * The addresses of tasks and runs. An id is any text, and a path may hold little of that everywhere: proxies and servers
 * decode, normalise or refuse the rest. So every byte that is not plain stands as {@code ~} and its two digits.
 */
public final class Addresses {
    public static final String OVERVIEW = "/dashboard/";
    public static final String TASKS = "/dashboard/tasks/";
    public static final String RUNS = "/dashboard/runs/";
    public static final String TIMELINE = "/dashboard/timeline/";
    public static final String NODES = "/dashboard/nodes/";
    public static final String LOGS = "/dashboard/logs/";
    public static final String ALERTS = "/dashboard/alerts/";
    public static final String ACTIONS = "/dashboard/actions/";
    public static final String MUTE = ACTIONS + "mute";
    public static final String METRICS = "/metrics";
    public static final String HEALTH = "/health";
    public static final String ICON = "/dashboard/icon.svg";
    public static final String LOGS_TABLE = "/dashboard/logs/partials/table";

    /** Of what is after it. */
    public static final String TRACES = "/dashboard/traces/";

    /** Between the ids of two runs. */
    public static final String COMPARE = "/compare/";

    private static final String PLAIN = "-_.$:";
    private static final char ESCAPE = '~';

    private Addresses() {}

    public static String task(String id) {
        return TASKS + encode(id);
    }

    public static String run(String id) {
        return RUNS + encode(id);
    }

    /** Of two runs beside each other; of the one that it is about first. */
    public static String compare(String id, String other) {
        return run(id) + COMPARE + encode(other);
    }

    public static String trace(String id) {
        return TRACES + encode(id);
    }

    /** The log page's address for the lines of a run, or of a task. */
    public static String lines(String parameter, String id) {
        return LOGS + QueryParameters.NONE.with(parameter, id).asQuery();
    }

    static String encode(String id) {
        StringBuilder path = new StringBuilder(id.length() + 16);
        // A segment of nothing but dots is a step upwards.
        boolean dots = id.replace(".", "").isEmpty();
        for (byte b : id.getBytes(UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) && !(dots && c == '.')) {
                path.append(c);
            } else {
                path.append(ESCAPE).append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return path.toString();
    }

    /**
     * The id that a path names; what others have escaped with {@code %} is understood, too.
     *
     * @throws BadParameter when an escape is broken
     */
    public static String decode(String path) {
        ByteArrayOutputStream id = new ByteArrayOutputStream(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == ESCAPE || c == '%') {
                id.write(digits(path, i + 1));
                i += 2;
            } else {
                id.writeBytes(String.valueOf(c).getBytes(UTF_8));
            }
        }
        return id.toString(UTF_8);
    }

    private static int digits(String path, int from) {
        try {
            return Integer.parseInt(path.substring(from, from + 2), 16);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new BadParameter(
                    "the address has a broken escape: after " + ESCAPE + " two hexadecimal digits are needed");
        }
    }
}
