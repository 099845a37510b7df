package dev.asyncz.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** The agent's own classes, out of the folder of the shipped jar where the application does not see them. */
final class ShippedClasses extends ClassLoader {
    private final JarFile jar = new JarFile("agent/target/asyncz-agent.jar");

    ShippedClasses() throws IOException {
        super(ShippedClasses.class.getClassLoader());
    }

    /** What the jar has comes from the jar, as the agent's own loader sees to. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            boolean own = jar.getJarEntry("asyncz/" + name.replace('.', '/') + ".classdata") != null;
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : own ? findClass(name) : super.loadClass(name, resolve);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        JarEntry entry = jar.getJarEntry("asyncz/" + name.replace('.', '/') + ".classdata");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        JarEntry entry = jar.getJarEntry("asyncz/" + name);
        try {
            return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
        } catch (IOException unreadable) {
            return null;
        }
    }
}
