package dev.asyncz.agent.weaving;

import dev.asyncz.bootstrap.AgentThreads;
import java.io.IOException;
import java.io.InputStream;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/**
 * Weaves something into a copy of itself and throws it away, on a thread beside the application: what the first weaving
 * has to load is then there before the application's main thread waits for it.
 */
final class Rehearsal extends Hook implements Runnable {

    Rehearsal() {
        super(Rehearsal.class.getName(), "");
    }

    /** Returns at once: the caller is about to load a class of the application. */
    static void begin() {
        AgentThreads.daemon("asyncz-rehearsal", new Rehearsal()).start();
    }

    @Override
    public void run() {
        String file = type().substring(type().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = Rehearsal.class.getResourceAsStream(file)) {
            Weaving.weave(this, in == null ? new byte[0] : in.readAllBytes());
        } catch (IOException | RuntimeException | LinkageError missed) {
            // The weaving itself will say what is wrong.
        }
    }

    @Override
    protected void weave(Weaving on) {
        on.advise(Played.class, "play", "java.lang.Object", "java.lang.Runnable")
                .replaceCall("play", "java.lang.Runnable", "run", Rehearsal.class, "play");
    }

    static @Nullable Object play(Object subject, Runnable work) {
        work.run();
        return subject;
    }

    @SuppressWarnings("UnusedVariable") // Writing them changes what the woven method gets and gives.
    static final class Played {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(
                @Advice.Origin Class<?> origin, @Advice.Argument(value = 1, readOnly = false) @Nullable Runnable work) {
            work = null;
            return origin;
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(
                @Advice.Enter @Nullable Object entered,
                @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object result) {
            result = entered;
        }
    }
}
