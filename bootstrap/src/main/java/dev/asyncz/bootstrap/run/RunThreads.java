package dev.asyncz.bootstrap.run;

import dev.asyncz.bootstrap.BoundedName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The threads that have worked for a run, by number and name: a Thread would be kept alive. Immutable. */
public final class RunThreads {
    /** Past it further ones are not told apart. */
    static final int MAX = 32;

    /** Of a run that has ended. */
    static final RunThreads NONE = new RunThreads(0, "", null, 0);

    private final long id;
    private final String name;
    private final @Nullable RunThreads earlier;
    private final int count;

    private RunThreads(long id, String name, @Nullable RunThreads earlier, int count) {
        this.id = id;
        this.name = BoundedName.of(name);
        this.earlier = earlier;
        this.count = count;
    }

    static RunThreads of(Thread thread) {
        return new RunThreads(thread.getId(), thread.getName(), null, 1);
    }

    /** These and {@code thread}; the same object if that is among them, or if they are {@link #MAX} already. */
    RunThreads with(Thread thread) {
        long sought = thread.getId();
        for (RunThreads each = this; each != null; each = each.earlier) {
            if (each.id == sought) {
                return this;
            }
        }
        return count == MAX ? this : new RunThreads(sought, thread.getName(), this, count + 1);
    }

    /** Their names, the one that began the run first; a virtual thread's may be empty. */
    public List<String> names() {
        List<String> names = new ArrayList<>(count);
        for (RunThreads each = this; each != null && each != NONE; each = each.earlier) {
            names.add(each.name);
        }
        Collections.reverse(names);
        return names;
    }
}
