package dev.asyncz.agent.logging;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.OwnPermissions;
import java.io.IOException;
import java.io.InputStream;
import java.security.PrivilegedAction;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A child of an application's loader that defines the bridge classes, so that they can extend the application's own
 * types. Bridges come from here first, the boot packages straight from the boot loader (a loader of the application
 * may hide them), everything else from the application.
 */
final class BridgeLoader extends ClassLoader {
    private static final String BRIDGES = "dev.asyncz.bridge.";

    static {
        registerAsParallelCapable();
    }

    private final ConcurrentMap<String, Object> bridges = new ConcurrentHashMap<>();

    BridgeLoader(@Nullable ClassLoader application) {
        super("asyncz-bridge", application);
    }

    /** The one instance of a bridge class in this loader. */
    Object bridge(String name) throws ReflectiveOperationException {
        Object known = bridges.get(name);
        if (known != null) {
            return known;
        }
        Object made = loadClass(name).getConstructor().newInstance();
        Object raced = bridges.putIfAbsent(name, made);
        return raced != null ? raced : made;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("dev.asyncz.")) {
            return super.loadClass(name, resolve);
        }
        if (!OwnPermissions.matter()) {
            return own(name);
        }
        Class<?> found = OwnPermissions.of(new PrivilegedAction<@Nullable Class<?>>() {
            @Override
            public @Nullable Class<?> run() {
                try {
                    return own(name);
                } catch (ClassNotFoundException missing) {
                    return null;
                }
            }
        });
        if (found == null) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }

    private Class<?> own(String name) throws ClassNotFoundException {
        if (name.startsWith(BRIDGES)) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }
        // The boot packages; what else bears the name is not for bridges, and not found there.
        return Class.forName(name, false, Hub.class.getClassLoader());
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = BridgeLoader.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, BridgeLoader.class.getProtectionDomain());
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }
}
