package dev.asyncz.agent.logging;

import dev.asyncz.bootstrap.BridgeDoor;
import java.lang.ref.WeakReference;
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

    @Override
    public Object bridge(String bridge, Class<?> framework) throws ReflectiveOperationException {
        return loader(framework.getClassLoader()).bridge(bridge);
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
