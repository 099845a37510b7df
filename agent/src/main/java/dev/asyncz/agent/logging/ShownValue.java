package dev.asyncz.agent.logging;

import dev.asyncz.bootstrap.line.ThreadContextView;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Shows task_id and run_id to an application that asks its thread context for a key. */
final class ShownValue {
    private ShownValue() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    @SuppressWarnings("UnusedVariable") // Writing it changes what the woven method returns.
    static void exit(
            @Advice.Argument(0) @Nullable String key, @Advice.Return(readOnly = false) @Nullable String value) {
        value = ThreadContextView.value(key, value);
    }
}
