package dev.asyncz.agent.signs;

import dev.asyncz.agent.config.NamePatterns;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Which signs nobody wants to hear of: by the configuration for good, by somebody at the page of a task for a while. At
 * most {@link #MOST} of the latter; the one that was said first gives way. Any thread.
 */
public final class Mutes {
    private static final int MOST = 1_000;

    private final Map<Kind, NamePatterns> always = new LinkedHashMap<>();
    private final MuteLog log;
    private final Map<Mute.Key, Mute> said = new LinkedHashMap<>();

    /**
     * @param patterns of tasks, separated by commas or blanks, with the word of a sign and a colon before it where only
     *     that is meant, as in {@code slow:com.acme.*}
     * @param log what others who share the storage have said
     */
    public Mutes(String patterns, MuteLog log) {
        this.log = log;
        Map<Kind, StringBuilder> byKind = new LinkedHashMap<>();
        for (StringTokenizer each = new StringTokenizer(patterns, ", "); each.hasMoreTokens(); ) {
            String pattern = each.nextToken();
            Kind only = Kind.of(pattern.substring(0, Math.max(0, pattern.indexOf(':'))));
            String task = only == null ? pattern : pattern.substring(pattern.indexOf(':') + 1);
            for (Kind kind : only == null ? Kind.values() : new Kind[] {only}) {
                byKind.computeIfAbsent(kind, any -> new StringBuilder())
                        .append(task)
                        .append(' ');
            }
        }
        byKind.forEach((kind, tasks) -> always.put(kind, new NamePatterns(tasks.toString())));
    }

    /** Nobody has said anything. */
    public static Mutes none() {
        return new Mutes("", MuteLog.NONE);
    }

    /** Notes what somebody has said, and tells the others. */
    public void say(Mute mute) {
        add(mute);
        log.write(mute);
    }

    /** Until when nobody wants to hear of a task's sign; {@link Instant#MAX} for good; null while it is to be heard. */
    public @Nullable Instant until(String task, Kind kind, Instant now) {
        NamePatterns patterns = always.get(kind);
        if (patterns != null && patterns.contains(task)) {
            return Instant.MAX;
        }
        log.news().forEach(this::add);
        synchronized (said) {
            Instant one = until(new Mute.Key(task, kind), now);
            Instant all = until(new Mute.Key(task, null), now);
            return one == null || (all != null && all.isAfter(one)) ? all : one;
        }
    }

    private @Nullable Instant until(Mute.Key key, Instant now) {
        Mute mute = said.get(key);
        return mute == null || mute.isOver(now) ? null : mute.until();
    }

    private void add(Mute mute) {
        synchronized (said) {
            Mute known = said.get(mute.key());
            if (known != null && !mute.at().isAfter(known.at())) {
                return;
            }
            said.remove(mute.key());
            said.put(mute.key(), mute);
            if (said.size() > MOST) {
                said.remove(said.keySet().iterator().next());
            }
        }
    }
}
