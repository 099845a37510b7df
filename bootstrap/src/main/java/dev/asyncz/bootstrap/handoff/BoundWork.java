package dev.asyncz.bootstrap.handoff;

import dev.asyncz.bootstrap.naming.LibraryWork;
import dev.asyncz.bootstrap.run.Bond;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work in a wrapper that binds whatever thread does it to the run that it was made in: for work that nobody looks at
 * but who does it. Outside any run, and for null, it is given back as it is.
 */
public final class BoundWork {
    /** What an executor of a thread for each task has them run. */
    private static final String PER_TASK = "java.util.concurrent.ThreadPerTaskExecutor$";

    private BoundWork() {}

    /** For a virtual thread: one that goes on for ever is no part of the run for ever. */
    public static @Nullable Runnable started(@Nullable Runnable work) {
        Bond bond = RunScope.slot().bond();
        if (work == null || bond == null || work instanceof BoundRunnable || LibraryWork.owns(work)) {
            return work;
        }
        boolean forOnePieceOfWork = work.getClass().getName().startsWith(PER_TASK);
        return new BoundRunnable(work, forOnePieceOfWork ? bond.heir() : bond.thread());
    }

    /** For a step of a chain. */
    public static @Nullable Runnable bound(@Nullable Runnable work) {
        Bond bond = RunScope.slot().heir();
        return work == null || bond == null ? work : new BoundRunnable(work, bond);
    }

    public static <T> @Nullable Supplier<T> bound(@Nullable Supplier<T> work) {
        Bond bond = RunScope.slot().heir();
        return work == null || bond == null ? work : new BoundSupplier<>(work, bond);
    }

    public static <T> @Nullable Consumer<T> bound(@Nullable Consumer<T> work) {
        Bond bond = RunScope.slot().heir();
        return work == null || bond == null ? work : new BoundConsumer<>(work, bond);
    }

    public static <T, U> @Nullable BiConsumer<T, U> bound(@Nullable BiConsumer<T, U> work) {
        Bond bond = RunScope.slot().heir();
        return work == null || bond == null ? work : new BoundBiConsumer<>(work, bond);
    }

    public static <T, R> @Nullable Function<T, R> bound(@Nullable Function<T, R> work) {
        Bond bond = RunScope.slot().heir();
        return work == null || bond == null ? work : new BoundFunction<>(work, bond);
    }

    public static <T, U, R> @Nullable BiFunction<T, U, R> bound(@Nullable BiFunction<T, U, R> work) {
        Bond bond = RunScope.slot().heir();
        return work == null || bond == null ? work : new BoundBiFunction<>(work, bond);
    }

    private record BoundRunnable(Runnable work, Bond owner) implements Runnable {
        @Override
        public void run() {
            Bond previous = RunScope.bind(owner);
            try {
                work.run();
            } finally {
                RunScope.restore(previous);
            }
        }

        @Override
        public String toString() {
            return work.toString();
        }
    }

    private record BoundSupplier<T>(Supplier<T> work, Bond owner) implements Supplier<T> {
        @Override
        public T get() {
            Bond previous = RunScope.bind(owner);
            try {
                return work.get();
            } finally {
                RunScope.restore(previous);
            }
        }
    }

    private record BoundConsumer<T>(Consumer<T> work, Bond owner) implements Consumer<T> {
        @Override
        public void accept(T value) {
            Bond previous = RunScope.bind(owner);
            try {
                work.accept(value);
            } finally {
                RunScope.restore(previous);
            }
        }
    }

    private record BoundBiConsumer<T, U>(BiConsumer<T, U> work, Bond owner) implements BiConsumer<T, U> {
        @Override
        public void accept(T one, U other) {
            Bond previous = RunScope.bind(owner);
            try {
                work.accept(one, other);
            } finally {
                RunScope.restore(previous);
            }
        }
    }

    private record BoundFunction<T, R>(Function<T, R> work, Bond owner) implements Function<T, R> {
        @Override
        public R apply(T value) {
            Bond previous = RunScope.bind(owner);
            try {
                return work.apply(value);
            } finally {
                RunScope.restore(previous);
            }
        }
    }

    private record BoundBiFunction<T, U, R>(BiFunction<T, U, R> work, Bond owner) implements BiFunction<T, U, R> {
        @Override
        public R apply(T one, U other) {
            Bond previous = RunScope.bind(owner);
            try {
                return work.apply(one, other);
            } finally {
                RunScope.restore(previous);
            }
        }
    }
}
