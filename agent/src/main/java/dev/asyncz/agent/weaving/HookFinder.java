package dev.asyncz.agent.weaving;

import org.jspecify.annotations.Nullable;

/** Looks into the class files of the application for what no hook can name in advance. Must be quick. */
public interface HookFinder {

    HookFinder NONE = new HookFinder() {
        @Override
        public @Nullable Hook find(String name, byte[] bytes) {
            return null;
        }
    };

    /**
     * The hook for a class; null for nearly all.
     *
     * @param name its internal name
     * @param bytes its class file
     */
    @Nullable
    Hook find(String name, byte[] bytes);
}
