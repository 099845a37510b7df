package dev.asyncz.agent.diagnostics;

import dev.asyncz.bootstrap.FailureLog;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own lines on standard error, recognisable by their prefix. Never through a logging framework, which would
 * capture them or deadlock; never throws; safe from any thread. Each line is one {@code println}, so that lines of the
 * application do not mix with it.
 */
public final class Diagnostics implements FailureLog {
    private static final String PREFIX = "[asyncz] ";
    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_WARNINGS = 500;
    private static final int MAX_GAPS = 50;

    /** Said once, whatever is forbidden: most of it would be, in turn. */
    private static final String FORBIDDEN = "a security manager forbids the agent what it has to do: lines and tasks"
            + " may be missing or unbound, and the dashboard may not answer; grant its jar java.security.AllPermission";

    private final PrintStream err;
    private final Secrets secrets;
    private final Set<String> warned = new HashSet<>();
    private final Set<String> gaps = new LinkedHashSet<>();

    /** Writes to what is System.err now, whatever the application makes of it later. */
    public Diagnostics(Secrets secrets) {
        this(System.err, secrets);
    }

    Diagnostics(PrintStream err, Secrets secrets) {
        this.err = err;
        this.secrets = secrets;
    }

    /** The first lines: what is attached to what, and, unless {@code changed} is empty, what is not default. */
    public void started(String version, String changed) {
        say("AsyncZ " + version + " in " + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.runtime.version"));
        if (!changed.isEmpty()) {
            say("set: ".concat(changed));
        }
    }

    /** Writes one line, without the secrets in it. */
    public void say(String line) {
        try {
            err.println(PREFIX.concat(oneLine(secrets.masked(line))));
        } catch (Throwable unwritable) {
            // Nobody is left to tell.
        }
    }

    @Override
    public void failed(String what, @Nullable Throwable cause) {
        warn(what, cause);
        try {
            String gap = oneLine(secrets.masked(cause == null ? what : told(what, cause)));
            synchronized (gaps) {
                if (gaps.size() < MAX_GAPS) {
                    gaps.add(gap);
                }
            }
        } catch (Throwable outOfMemory) {
            // It has been written.
        }
    }

    /** What {@link #failed} was told, the oldest first: what is not captured, or not as it should be. */
    public List<String> gaps() {
        synchronized (gaps) {
            return List.copyOf(gaps);
        }
    }

    /** Writes a warning, unless the same one has been written before. */
    public void warn(String what) {
        warn(what, null);
    }

    /** Writes a warning and in one phrase what caused it, unless the same has been written before. */
    public void warn(String what, @Nullable Throwable cause) {
        try {
            String line = oneLine(cause == null ? what : told(what, cause));
            int known = remember(line);
            if (known <= MAX_WARNINGS) {
                say(line);
            }
            if (known == MAX_WARNINGS) {
                say(MAX_WARNINGS + " different warnings so far: further ones are not shown");
            }
        } catch (Throwable unsayable) {
            say("a warning could not be written");
        }
    }

    /** The how-manieth warning this is; beyond all bounds if it is not to be written. */
    private int remember(String line) {
        synchronized (warned) {
            boolean isNew = warned.size() < MAX_WARNINGS && warned.add(line);
            return isNew ? warned.size() : Integer.MAX_VALUE;
        }
    }

    private static String told(String what, Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SecurityException) {
                return FORBIDDEN;
            }
        }
        return what + " (" + phrase(cause) + ")";
    }

    private static String phrase(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getName();
        return message == null ? name : name + ": " + message;
    }

    /** Without line breaks and other control characters: text from outside must not pass for a line of its own. */
    private static String oneLine(String text) {
        int length = Math.min(text.length(), MAX_LENGTH);
        StringBuilder line = new StringBuilder(length + 1);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        return (length < text.length() ? line.append('…') : line).toString();
    }
}
