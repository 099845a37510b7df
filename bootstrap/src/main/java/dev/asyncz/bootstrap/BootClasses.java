package dev.asyncz.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Answers the class loaders of OSGi and of JBoss Modules, which hide the boot class path, for what woven code refers to
 * and for the API. Called for every class that such a loader is asked for.
 */
public final class BootClasses {
    /** The name of no class: whoever knows it asks here. */
    public static final String PROBE = "dev.asyncz.bootstrap.?";

    private static final String BOOT = "dev.asyncz.bootstrap.";
    private static final String API = "dev.asyncz.api.";

    private BootClasses() {}

    /** The class, if it is of the boot packages; null for all others, which the loader finds its own way. */
    public static @Nullable Class<?> find(@Nullable String name) throws ClassNotFoundException {
        if (name == null || !(name.startsWith(BOOT) || name.startsWith(API))) {
            return null;
        }
        return name.equals(PROBE) ? Hub.class : Class.forName(name, false, Hub.class.getClassLoader());
    }

    /** What a loader gives: what was found here, else what it has found itself. */
    public static @Nullable Object either(@Nullable Object found, @Nullable Object otherwise) {
        return found == null ? otherwise : found;
    }
}
