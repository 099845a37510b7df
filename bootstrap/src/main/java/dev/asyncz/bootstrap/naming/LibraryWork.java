package dev.asyncz.bootstrap.naming;

/**
 * Work of {@linkplain Libraries#OWN_THREADS libraries that keep house} on threads of their own, by its class. What they
 * hand to those threads is nobody's work.
 */
public final class LibraryWork {
    private static final ClassValue<Boolean> OWNED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Libraries.OWN_THREADS.own(type.getName());
        }
    };

    private LibraryWork() {}

    /** Whether work, or what makes an executor's threads, is such a library's own. */
    public static boolean owns(Object workOrFactory) {
        return OWNED.get(workOrFactory.getClass());
    }
}
