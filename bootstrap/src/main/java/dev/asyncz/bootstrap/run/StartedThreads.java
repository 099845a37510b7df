package dev.asyncz.bootstrap.run;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.naming.Infrastructure;
import dev.asyncz.bootstrap.naming.WorkClass;
import java.lang.StackWalker.StackFrame;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Threads that a run has started and that have not asked for their run yet. A thread that a library starts on the way,
 * such as the worker of a pool that is made lazily, is the library's: it will work for others.
 */
public final class StartedThreads {
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final WeakIdentityMap<RunBinding> STARTED = new WeakIdentityMap<>();

    /** What starts a thread for a single piece of work, on behalf of whoever has it done. */
    private static final String[] FOR_OTHERS = {
        "java.util.concurrent.ThreadPerTaskExecutor",
        "java.util.concurrent.StructuredTaskScope",
        "org.springframework.core.task.",
    };

    /** What lies between a thread and whoever starts it. */
    private static final String[] BETWEEN = {
        "java.lang.", "jdk.internal.misc.", "jdk.internal.vm.", "jdk.internal.reflect.", "dev.asyncz.bootstrap.",
    };

    private static final int FOR_THE_RUN = 1;
    private static final int FOR_ONE_PIECE_OF_WORK = 2;
    private static final int FOR_A_LIBRARY = 3;

    private StartedThreads() {}

    /** Notes that {@code thread} is about to be started. Never throws. */
    public static void starting(Thread thread) {
        RunBinding binding = RunScope.slot().binding();
        if (binding == null) {
            return;
        }
        try {
            int starter = STACK.walk(new Starter());
            if (starter != FOR_A_LIBRARY) {
                STARTED.put(thread, starter == FOR_THE_RUN ? binding.thread() : binding.heir());
            }
        } catch (Throwable t) {
            Hub.failed("a thread could not be followed; its lines are unbound", t);
        }
    }

    /** The binding of the current thread with the run that has started it; null for most. Asked once by each thread. */
    static @Nullable RunBinding take() {
        if (STARTED.isEmpty()) {
            return null;
        }
        RunBinding binding = STARTED.remove(Thread.currentThread());
        if (binding != null) {
            binding.run().joined();
        }
        return binding;
    }

    /** Looks for the first frame that is not the JDK's way to start a thread. */
    private static final class Starter implements Function<Stream<StackFrame>, Integer> {
        @Override
        public Integer apply(Stream<StackFrame> frames) {
            for (var each = frames.iterator(); each.hasNext(); ) {
                String starter = each.next().getClassName();
                if (!WorkClass.startsWithAny(starter, BETWEEN)) {
                    return WorkClass.startsWithAny(starter, FOR_OTHERS)
                            ? FOR_ONE_PIECE_OF_WORK
                            : Infrastructure.owns(starter) ? FOR_A_LIBRARY : FOR_THE_RUN;
                }
            }
            return FOR_A_LIBRARY;
        }
    }
}
