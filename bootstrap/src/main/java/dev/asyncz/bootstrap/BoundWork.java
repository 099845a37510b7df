package dev.asyncz.bootstrap;

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
    private BoundWork() {}

    /** For a thread of its own, or a step of a chain. */
    public static @Nullable Runnable bound(@Nullable Runnable work) {
        Run run = RunScope.current();
        return work == null || run == null ? work : new BoundRunnable(work, run);
    }

    public static <T> @Nullable Supplier<T> bound(@Nullable Supplier<T> work) {
        Run run = RunScope.current();
        return work == null || run == null ? work : new BoundSupplier<>(work, run);
    }

    public static <T> @Nullable Consumer<T> bound(@Nullable Consumer<T> work) {
        Run run = RunScope.current();
        return work == null || run == null ? work : new BoundConsumer<>(work, run);
    }

    public static <T, U> @Nullable BiConsumer<T, U> bound(@Nullable BiConsumer<T, U> work) {
        Run run = RunScope.current();
        return work == null || run == null ? work : new BoundBiConsumer<>(work, run);
    }

    public static <T, R> @Nullable Function<T, R> bound(@Nullable Function<T, R> work) {
        Run run = RunScope.current();
        return work == null || run == null ? work : new BoundFunction<>(work, run);
    }

    public static <T, U, R> @Nullable BiFunction<T, U, R> bound(@Nullable BiFunction<T, U, R> work) {
        Run run = RunScope.current();
        return work == null || run == null ? work : new BoundBiFunction<>(work, run);
    }

    private record BoundRunnable(Runnable work, Run owner) implements Runnable {
        @Override
        public void run() {
            Run previous = RunScope.bind(owner);
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

    private record BoundSupplier<T>(Supplier<T> work, Run owner) implements Supplier<T> {
        @Override
        public T get() {
            Run previous = RunScope.bind(owner);
            try {
                return work.get();
            } finally {
                RunScope.restore(previous);
            }
        }
    }

    private record BoundConsumer<T>(Consumer<T> work, Run owner) implements Consumer<T> {
        @Override
        public void accept(T value) {
            Run previous = RunScope.bind(owner);
            try {
                work.accept(value);
            } finally {
                RunScope.restore(previous);
            }
        }
    }

    private record BoundBiConsumer<T, U>(BiConsumer<T, U> work, Run owner) implements BiConsumer<T, U> {
        @Override
        public void accept(T one, U other) {
            Run previous = RunScope.bind(owner);
            try {
                work.accept(one, other);
            } finally {
                RunScope.restore(previous);
            }
        }
    }

    private record BoundFunction<T, R>(Function<T, R> work, Run owner) implements Function<T, R> {
        @Override
        public R apply(T value) {
            Run previous = RunScope.bind(owner);
            try {
                return work.apply(value);
            } finally {
                RunScope.restore(previous);
            }
        }
    }

    private record BoundBiFunction<T, U, R>(BiFunction<T, U, R> work, Run owner) implements BiFunction<T, U, R> {
        @Override
        public R apply(T one, U other) {
            Run previous = RunScope.bind(owner);
            try {
                return work.apply(one, other);
            } finally {
                RunScope.restore(previous);
            }
        }
    }
}
