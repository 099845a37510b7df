package dev.asyncz.bootstrap.naming;

/** What only an agent may do in its JVM. Any thread may call; may throw unchecked. */
public interface JvmView {
    /** No agent: what is closed stays closed, and nothing is known of other classes. */
    JvmView NONE = new JvmView() {
        @Override
        public void open(Module module, String packageName) {}

        @Override
        public Class<?>[] loadedClasses() {
            return new Class<?>[0];
        }
    };

    /** Opens a package to this one, where its module keeps it closed. Takes milliseconds at its first call. */
    void open(Module module, String packageName);

    /** Every class that is loaded. Takes milliseconds. */
    Class<?>[] loadedClasses();
}
