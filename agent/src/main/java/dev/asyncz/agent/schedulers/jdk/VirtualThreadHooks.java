package dev.asyncz.agent.schedulers.jdk;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.handoff.BoundWork;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Virtual threads (JDK 21 and later), however they are made: every builder and executor comes through here. */
public final class VirtualThreadHooks {
    public static final String CLASSES = "java.lang.ThreadBuilders";

    private VirtualThreadHooks() {}

    public static void weave(Weaving on) {
        on.advise(Created.class, "newVirtualThread");
    }

    static final class Created {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 3, readOnly = false) @Nullable Runnable work) {
            work = BoundWork.started(work);
        }
    }
}
