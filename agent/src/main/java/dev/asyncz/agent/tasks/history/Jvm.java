package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.Life;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JVM among those that share a storage.
 *
 * @param node its name among them; empty where it has none
 * @param began when it was started
 * @param heard when it was last heard of, by its own clock; now, of this one
 * @param said what it says of itself; null where it has not, as older agents do not
 * @param linesPerSecond how much it has logged lately; null where that is not known
 * @param tasks how many tasks it has
 * @param alone the tasks that it has a next time for and no other JVM that lives
 */
public record Jvm(
        String node,
        Life life,
        Instant began,
        Instant heard,
        @Nullable Facts said,
        @Nullable Double linesPerSecond,
        int tasks,
        List<String> alone) {

    /** Whether it is there, or was not long ago. */
    public boolean isRemembered(Instant now) {
        return NodeTask.isRemembered(life, heard, now);
    }

    /**
     * What a JVM says of itself.
     *
     * @param app the application, in a word; empty where that is not known
     * @param agent the version of its agent
     * @param java the version of the JVM
     * @param produced how many lines it has captured since its start
     * @param dropped how many of them were lost
     * @param trouble why its lines cannot be written now; null when all is well
     */
    public record Facts(
            String app,
            String agent,
            String java,
            long produced,
            long dropped,
            @Nullable String trouble) {
        private static final String APP = "app";
        private static final String AGENT = "agent";
        private static final String JAVA = "java";
        private static final String PRODUCED = "produced";
        private static final String DROPPED = "dropped";
        private static final String TROUBLE = "trouble";

        void put(Map<String, Object> extra) {
            extra.put(APP, app);
            extra.put(AGENT, agent);
            extra.put(JAVA, java);
            extra.put(PRODUCED, produced);
            extra.put(DROPPED, dropped);
            if (trouble != null) {
                extra.put(TROUBLE, trouble);
            }
        }

        /** Null where nothing is said: older versions do not. */
        static @Nullable Facts of(Map<String, Object> extra) {
            return extra.get(AGENT) instanceof String agent
                    ? new Facts(
                            text(extra, APP),
                            agent,
                            text(extra, JAVA),
                            number(extra, PRODUCED),
                            number(extra, DROPPED),
                            extra.get(TROUBLE) instanceof String trouble ? trouble : null)
                    : null;
        }

        private static String text(Map<String, Object> extra, String key) {
            return extra.get(key) instanceof String text ? text : "";
        }

        private static long number(Map<String, Object> extra, String key) {
            return extra.get(key) instanceof Number number ? number.longValue() : 0;
        }
    }
}
