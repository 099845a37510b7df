package dev.asyncz.agent.logging;

import dev.asyncz.bootstrap.BridgeDoor;
import java.lang.ref.WeakReference;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The loaders of the bridges, one for each loader that has a logging framework. Both sides are weak: the application's
 * own configuration, or a class of its framework, holds what holds the bridge loader, and lets go of it with the
 * application.
 */
public final class Bridges implements BridgeDoor {
    private final Map<@Nullable ClassLoader, WeakReference<BridgeLoader>> loaders = new WeakHashMap<>();

    /** With the agent's own permissions, where a security manager looks at who asks: a line of the application. */
    @Override
    @SuppressWarnings("removal")
    public Object bridge(String bridge, Class<?> framework) throws ReflectiveOperationException {
        try {
            // Not a lambda: the application's main thread may come here first.
            return AccessController.doPrivileged(new PrivilegedExceptionAction<Object>() {
                @Override
                public Object run() throws ReflectiveOperationException {
                    return loader(framework.getClassLoader()).bridge(bridge);
                }
            });
        } catch (PrivilegedActionException failed) {
            throw new ReflectiveOperationException(failed.getCause());
        }
    }

    private synchronized BridgeLoader loader(@Nullable ClassLoader application) {
        WeakReference<BridgeLoader> known = loaders.get(application);
        BridgeLoader loader = known == null ? null : known.get();
        if (loader == null) {
            loader = new BridgeLoader(application);
            loaders.put(application, new WeakReference<>(loader));
        }
        return loader;
    }
}
