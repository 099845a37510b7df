package dev.asyncz.bootstrap.handoff;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.UnobservedFailure;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Failures that a Future keeps and that nobody has asked it for yet. The application may do so a moment later, and then
 * the failure is its own affair. It is told once nobody can ask any more, as the Future is collected, or when nobody
 * has within {@link #GRACE_NANOS} of the end of the run that the work belongs to: who has submitted it may still come
 * to it until then. Told by {@link Housekeeper}, never by a thread of the application.
 *
 * <p>Futures are held weakly and exceptions softly, {@link #MAX} at most; what comes when there are so many is not told,
 * as most failures are asked for, and that is said once.
 */
public final class UnobservedFailures {
    static final long GRACE_NANOS = 5_000_000_000L;
    static final int MAX = 5_000;

    private static final ConcurrentMap<Object, Waiting> WAITING = new ConcurrentHashMap<>();
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String FUTURE_TASK = "java.util.concurrent.FutureTask";

    private UnobservedFailures() {}

    /** Notes what a Future is about to keep to itself; null if the Future is not known, which is told at once. */
    public static void add(@Nullable Future<?> future, Run run, Throwable failure, Consequence consequence) {
        UnobservedFailure kept = UnobservedFailure.now(run, failure, consequence);
        if (future == null) {
            tell(kept);
        } else if (!future.isCancelled()) {
            if (WAITING.size() < MAX) {
                WAITING.putIfAbsent(new Key(future), new Waiting(kept.with(null), failure, run));
                if (future.isCancelled()) { // Just now.
                    WAITING.remove(new Probe(future));
                }
            } else {
                Hub.failed(
                        "more than " + MAX + " failures wait in Futures to be asked for; further ones are not told,"
                                + " should nobody ask for them",
                        null);
            }
        }
    }

    /** Notes that the application has asked a Future how it ended, or has cancelled it. Never throws. */
    public static void asked(Object future) {
        if (WAITING.isEmpty()) {
            return;
        }
        try {
            Probe probe = new Probe(future);
            if (WAITING.containsKey(probe) && !STACK.walk(new IsInvokeAll())) {
                WAITING.remove(probe);
            }
        } catch (Throwable t) {
            Hub.failed("it could not be noted that a failure was asked for; it may be told as swallowed", t);
        }
    }

    /** Tells all that wait: the JVM ends, and nobody will ask any more. */
    public static void tellAll() {
        tell(true);
    }

    /** Tells those that nobody has asked for in time. */
    static void tellLate() {
        tell(false);
    }

    private static void tell(boolean all) {
        if (WAITING.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        List<Waiting> due = new ArrayList<>();
        for (var each = WAITING.entrySet().iterator(); each.hasNext(); ) {
            var entry = each.next();
            boolean collected = ((Key) entry.getKey()).get() == null;
            if ((all || collected || entry.getValue().isDue(now)) && WAITING.remove(entry.getKey(), entry.getValue())) {
                due.add(entry.getValue());
            }
        }
        due.sort(new Comparator<>() {
            @Override
            public int compare(Waiting one, Waiting other) {
                return Long.compare(one.kept.atMillis(), other.kept.atMillis());
            }
        });
        for (Waiting each : due) {
            tell(each.kept.with(each.failure.get()));
        }
    }

    public static void tell(UnobservedFailure kept) {
        try {
            RunEvents.listener().swallowed(kept);
        } catch (Throwable t) {
            Hub.failed("the failure of " + kept.task() + " could not be reported", t);
        }
    }

    /** A failure until it is asked for or told. The exception may refer to much of the application: the heap decides. */
    private static final class Waiting {
        private final UnobservedFailure kept;
        private final SoftReference<Throwable> failure;
        private final WeakReference<Run> run;
        private long dueNanos = System.nanoTime() + GRACE_NANOS;

        Waiting(UnobservedFailure kept, Throwable failure, Run run) {
            this.kept = kept;
            this.failure = new SoftReference<>(failure);
            this.run = new WeakReference<>(run);
        }

        /** Called by the housekeeper alone. */
        boolean isDue(long now) {
            Run belongsTo = run.get();
            if (belongsTo != null && !belongsTo.isOver()) {
                dueNanos = now + GRACE_NANOS;
            }
            return now - dueNanos >= 0;
        }
    }

    /** The JDK's {@code invokeAll} waits with {@code get} for what the application may never ask for. */
    private static final class IsInvokeAll implements Function<Stream<StackFrame>, Boolean> {
        @Override
        public Boolean apply(Stream<StackFrame> frames) {
            for (Iterator<StackFrame> each = frames.iterator(); each.hasNext(); ) {
                StackFrame frame = each.next();
                String type = frame.getClassName();
                if (!type.equals(FUTURE_TASK) && !type.startsWith("dev.asyncz.")) {
                    return frame.getMethodName().equals("invokeAll") && type.startsWith("java.util.concurrent.");
                }
            }
            return false;
        }
    }

    /** Equal to the {@link Probe} of the same Future. */
    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object future) {
            super(future);
            hash = System.identityHashCode(future);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            Object mine = get();
            return this == other || mine != null && other instanceof Key key && key.get() == mine;
        }
    }

    private record Probe(Object future) {
        @Override
        public int hashCode() {
            return System.identityHashCode(future);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key ? key.get() == future : this == other;
        }
    }
}
