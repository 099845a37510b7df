package dev.asyncz.agent.weaving.loading;

/** Loads a class file in place of the class of that name, and all else as the tests do. */
public final class OneClass extends ClassLoader {
    private final String name;
    private final byte[] classFile;

    public OneClass(String name, byte[] classFile) {
        super(OneClass.class.getClassLoader());
        this.name = name;
        this.classFile = classFile;
    }

    public Class<?> load() throws ClassNotFoundException {
        return loadClass(name);
    }

    @Override
    protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
        if (!wanted.equals(name)) {
            return super.loadClass(wanted, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : defineClass(name, classFile, 0, classFile.length);
    }
}
