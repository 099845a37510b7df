package dev.asyncz.bootstrap.handoff;

import dev.asyncz.bootstrap.naming.LibraryWork;
import dev.asyncz.bootstrap.run.RunBinding;
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
        RunBinding binding = RunScope.slot().binding();
        if (work == null || binding == null || work instanceof BoundRunnable || LibraryWork.owns(work)) {
            return work;
        }
        boolean forOnePieceOfWork = work.getClass().getName().startsWith(PER_TASK);
        return new BoundRunnable(work, forOnePieceOfWork ? binding.heir() : binding.thread());
    }

    /** For a step of a chain. */
    public static @Nullable Runnable bound(@Nullable Runnable work) {
        RunBinding binding = RunScope.slot().heir();
        return work == null || binding == null ? work : new BoundRunnable(work, binding);
    }

    public static <T> @Nullable Supplier<T> bound(@Nullable Supplier<T> work) {
        RunBinding binding = RunScope.slot().heir();
        return work == null || binding == null ? work : new BoundSupplier<>(work, binding);
    }

    public static <T> @Nullable Consumer<T> bound(@Nullable Consumer<T> work) {
        RunBinding binding = RunScope.slot().heir();
        return work == null || binding == null ? work : new BoundConsumer<>(work, binding);
    }

    public static <T, U> @Nullable BiConsumer<T, U> bound(@Nullable BiConsumer<T, U> work) {
        RunBinding binding = RunScope.slot().heir();
        return work == null || binding == null ? work : new BoundBiConsumer<>(work, binding);
    }

    public static <T, R> @Nullable Function<T, R> bound(@Nullable Function<T, R> work) {
        RunBinding binding = RunScope.slot().heir();
        return work == null || binding == null ? work : new BoundFunction<>(work, binding);
    }

    public static <T, U, R> @Nullable BiFunction<T, U, R> bound(@Nullable BiFunction<T, U, R> work) {
        RunBinding binding = RunScope.slot().heir();
        return work == null || binding == null ? work : new BoundBiFunction<>(work, binding);
    }

    private record BoundRunnable(Runnable work, RunBinding owner) implements Runnable {
        @Override
        public void run() {
            RunBinding previous = RunScope.bind(owner);
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

    private record BoundSupplier<T>(Supplier<T> work, RunBinding owner) implements Supplier<T> {
        @Override
        public T get() {
            RunBinding previous = RunScope.bind(owner);
            try {
                return work.get();
            } finally {
                RunScope.restore(previous);
            }
        }
    }

    private record BoundConsumer<T>(Consumer<T> work, RunBinding owner) implements Consumer<T> {
        @Override
        public void accept(T value) {
            RunBinding previous = RunScope.bind(owner);
            try {
                work.accept(value);
            } finally {
                RunScope.restore(previous);
            }
        }
    }

    private record BoundBiConsumer<T, U>(BiConsumer<T, U> work, RunBinding owner) implements BiConsumer<T, U> {
        @Override
        public void accept(T one, U other) {
            RunBinding previous = RunScope.bind(owner);
            try {
                work.accept(one, other);
            } finally {
                RunScope.restore(previous);
            }
        }
    }

    private record BoundFunction<T, R>(Function<T, R> work, RunBinding owner) implements Function<T, R> {
        @Override
        public R apply(T value) {
            RunBinding previous = RunScope.bind(owner);
            try {
                return work.apply(value);
            } finally {
                RunScope.restore(previous);
            }
        }
    }

    private record BoundBiFunction<T, U, R>(BiFunction<T, U, R> work, RunBinding owner) implements BiFunction<T, U, R> {
        @Override
        public R apply(T one, U other) {
            RunBinding previous = RunScope.bind(owner);
            try {
                return work.apply(one, other);
            } finally {
                RunScope.restore(previous);
            }
        }
    }
}
