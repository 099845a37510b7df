package dev.asyncz.bootstrap.naming;

import org.jspecify.annotations.Nullable;

/** What only an agent may do in its JVM. Any thread may call; may throw unchecked. */
public abstract class JvmView {
    private static volatile @Nullable JvmView present;

    /** Says how; once, before the first class is woven. */
    public static void present(JvmView jvm) {
        present = jvm;
    }

    /** Null without an agent: what is closed stays closed, and nothing is known of other classes. */
    static @Nullable JvmView present() {
        return present;
    }

    /** Opens a package to this one, where its module keeps it closed. Takes milliseconds at its first call. */
    protected abstract void open(Module module, String packageName);

    /** Every class that is loaded. Takes milliseconds. */
    protected abstract Class<?>[] loadedClasses();
}
