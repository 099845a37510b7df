package dev.asyncz.premain;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads the agent and its libraries from the folder {@code asyncz/} of the agent jar, unseen by the application. Its
 * parent is the platform loader: {@code java.sql} and {@code java.net.http} live there, and nothing of the application.
 */
final class AgentClassLoader extends ClassLoader {
    private static final String FOLDER = "asyncz/";

    /** Served by a child of each application loader instead: they extend the application's own classes. */
    private static final String BRIDGES = "dev.asyncz.bridge.";

    /** What a security manager grants to the jar holds for all that comes from it. */
    private static final ProtectionDomain DOMAIN = AgentClassLoader.class.getProtectionDomain();

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    private final String base;

    AgentClassLoader(File file) throws IOException {
        this(file, ClassLoader.getPlatformClassLoader());
    }

    AgentClassLoader(File file, ClassLoader parent) throws IOException {
        super("asyncz", parent);
        jar = new JarFile(file, false);
        base = "jar:" + file.toURI() + "!/";
    }

    /** What the jar has comes from the jar: to ask the parents first would take twice the time. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            JarEntry entry = name.startsWith(BRIDGES) ? null : entry(name.replace('.', '/') + ".class");
            return entry == null ? super.loadClass(name, resolve) : define(name, entry);
        }
    }

    /** Whether {@link JdkLogging} is about a class; those that a first page waits for are few and known by name. */
    static boolean logsToTheJdk(String name) {
        return name.startsWith("org.postgresql.")
                || name.equals("com.github.mustachejava.DefaultMustacheVisitor")
                || name.equals("com.github.mustachejava.reflect.GuardedBinding");
    }

    private Class<?> define(String name, JarEntry entry) throws ClassNotFoundException {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] read = new byte[(int) entry.getSize()];
            if (in.readNBytes(read, 0, read.length) < read.length) {
                throw new EOFException(entry.getName());
            }
            byte[] bytes = read;
            if (logsToTheJdk(name)) {
                bytes = JdkLogging.replaced(read);
            } else if (name.equals(JettyLocales.ASKS)) {
                bytes = JettyLocales.replaced(read);
            }
            return defineClass(name, bytes, 0, bytes.length, DOMAIN);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name + ": " + jar.getName() + " could not be read", unreadable);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        JarEntry entry = entry(name);
        try {
            return entry == null ? null : new URL(base + entry.getName());
        } catch (IOException impossible) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return Collections.enumeration(found == null ? List.of() : List.of(found));
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        JarEntry entry = entry(name);
        try {
            return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
        } catch (IOException unreadable) {
            return null;
        }
    }

    private @Nullable JarEntry entry(String name) {
        boolean isClass = name.endsWith(".class");
        return jar.getJarEntry(FOLDER + (isClass ? name + "data" : name));
    }
}
