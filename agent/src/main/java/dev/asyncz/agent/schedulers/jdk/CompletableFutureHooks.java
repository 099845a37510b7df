package dev.asyncz.agent.schedulers.jdk;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.handoff.BoundWork;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code CompletableFuture}: each step of a chain belongs to the run that has added it, whoever completes the step
 * before, and on whatever executor.
 */
public final class CompletableFutureHooks {
    private static final String FUTURE = "java.util.concurrent.CompletableFuture";
    private static final String DELAYED = "java.util.concurrent.CompletableFuture$DelayedExecutor";

    public static final String CLASSES = FUTURE + " " + DELAYED;

    private CompletableFutureHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case FUTURE -> stages(on);
            case DELAYED -> delayed(on);
        }
    }

    /** Where every method of the public API ends: a step's function is the last argument. */
    private static void stages(Weaving on) {
        on.advise(First.class, "asyncSupplyStage")
                .advise(Run.class, "asyncRunStage")
                .advise(Run.class, "uniRunStage")
                .advise(Accept.class, "uniAcceptStage")
                .advise(WhenComplete.class, "uniWhenCompleteStage")
                .advise(Apply.class, "uniApplyStage")
                .advise(Apply.class, "uniComposeStage")
                .advise(Apply.class, "uniExceptionallyStage")
                .advise(Apply.class, "uniComposeExceptionallyStage")
                .advise(Handle.class, "uniHandleStage")
                .advise(RunAfterTwo.class, "biRunStage")
                .advise(RunAfterTwo.class, "orRunStage")
                .advise(AcceptEither.class, "orAcceptStage")
                .advise(AcceptBoth.class, "biAcceptStage")
                .advise(ApplyToEither.class, "orApplyStage")
                .advise(ApplyToBoth.class, "biApplyStage");
    }

    static final class First {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 1, readOnly = false) @Nullable Supplier<?> step) {
            step = BoundWork.bound(step);
        }
    }

    static final class Run {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 1, readOnly = false) @Nullable Runnable step) {
            step = BoundWork.bound(step);
        }
    }

    static final class Accept {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 1, readOnly = false) @Nullable Consumer<?> step) {
            step = BoundWork.bound(step);
        }
    }

    static final class WhenComplete {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 1, readOnly = false) @Nullable BiConsumer<?, ?> step) {
            step = BoundWork.bound(step);
        }
    }

    static final class Apply {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 1, readOnly = false) @Nullable Function<?, ?> step) {
            step = BoundWork.bound(step);
        }
    }

    static final class Handle {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 1, readOnly = false) @Nullable BiFunction<?, ?, ?> step) {
            step = BoundWork.bound(step);
        }
    }

    static final class RunAfterTwo {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 2, readOnly = false) @Nullable Runnable step) {
            step = BoundWork.bound(step);
        }
    }

    static final class AcceptEither {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 2, readOnly = false) @Nullable Consumer<?> step) {
            step = BoundWork.bound(step);
        }
    }

    static final class AcceptBoth {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 2, readOnly = false) @Nullable BiConsumer<?, ?> step) {
            step = BoundWork.bound(step);
        }
    }

    static final class ApplyToEither {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 2, readOnly = false) @Nullable Function<?, ?> step) {
            step = BoundWork.bound(step);
        }
    }

    static final class ApplyToBoth {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 2, readOnly = false) @Nullable BiFunction<?, ?, ?> step) {
            step = BoundWork.bound(step);
        }
    }

    /** What {@code delayedExecutor} gives. */
    private static void delayed(Weaving on) {
        on.advise(Execute.class, "execute");
    }

    static final class Execute {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) @Nullable Runnable work) {
            work = BoundWork.bound(work);
        }
    }
}
