package dev.asyncz.agent.tasks.text;

import dev.asyncz.bootstrap.run.RunThreads;
import java.util.List;

/** Who worked for a run that has ended: all of them while there is room, then the one that began it. */
public final class ThreadNames implements TextBudget.Text {
    /** How much of the first name is kept in any case. */
    private static final int SHORT_NAME = 64;

    private final long bytes;
    private volatile List<String> names;

    /** Those that have worked for a run until now. */
    public ThreadNames(RunThreads threads) {
        names = List.copyOf(threads.names());
        bytes = TextBudget.OBJECTS
                + names.stream()
                        .mapToLong(name -> TextBudget.OBJECTS / 2 + 2L * name.length())
                        .sum();
    }

    /** The one that began the run first. */
    public List<String> names() {
        return names;
    }

    /** Whether there is anything that could be left out. */
    public boolean isLong() {
        return names.size() > 1 || names.get(0).length() > SHORT_NAME;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void shorten() {
        String first = names.get(0);
        String begun = first.length() <= SHORT_NAME ? first : first.substring(0, SHORT_NAME) + "…";
        names = names.size() == 1 ? List.of(begun) : List.of(begun, "… " + (names.size() - 1) + " more");
    }
}
