package dev.asyncz.agent.storage.custom;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.agent.storage.StorageTrait;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.api.LogStorage;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens a storage by its class name: from {@code storage.jar}, else from the application's class path. The loader of a
 * Spring Boot fat jar exists only once its launcher has run, so the threads' context loaders are asked as well, and
 * asked again until one knows the class.
 */
public final class CustomStorage implements StorageOpener {
    private final String className;

    public CustomStorage(String className) {
        this.className = className;
    }

    @Override
    public Set<StorageTrait> traits() {
        return Set.of(StorageTrait.READ_BY_OTHERS);
    }

    @Override
    public LogStorage open(Config config, EntryKind kind, Consumer<String> say) throws Exception {
        Class<?> type = find(config.text("storage.jar"));
        if (!LogStorage.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(className + " is no " + LogStorage.class.getName());
        }
        return new FilteredStorage((LogStorage) construct(type, config.values()));
    }

    private Class<?> find(String jar) throws MalformedURLException {
        for (ClassLoader loader : loaders(jar)) {
            try {
                return Class.forName(className, true, loader);
            } catch (ClassNotFoundException next) {
                // Another loader may know it.
            }
        }
        throw new StorageUnavailable(
                "class " + className + " is not on the application's class path"
                        + (jar.isEmpty() ? "; set asyncz.storage.jar to its jar" : ", nor in " + jar),
                null);
    }

    private static Set<ClassLoader> loaders(String jar) throws MalformedURLException {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        ClassLoader system = ClassLoader.getSystemClassLoader();
        if (!jar.isEmpty()) {
            loaders.add(new URLClassLoader(
                    "asyncz-storage", new URL[] {new File(jar).toURI().toURL()}, system));
        }
        loaders.add(system);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            ClassLoader context = thread.getContextClassLoader();
            if (context != null) {
                loaders.add(context);
            }
        }
        return loaders;
    }

    private static Object construct(Class<?> type, Map<String, String> configuration) throws Exception {
        Constructor<?> withMap = constructor(type, Map.class);
        Constructor<?> plain = constructor(type);
        try {
            if (withMap != null) {
                return withMap.newInstance(configuration);
            }
            if (plain != null) {
                return plain.newInstance();
            }
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        throw new IllegalArgumentException(type.getName() + " has no public constructor that takes a Map or nothing");
    }

    private static @Nullable Constructor<?> constructor(Class<?> type, Class<?>... parameters) {
        try {
            return type.getConstructor(parameters);
        } catch (NoSuchMethodException none) {
            return null;
        }
    }
}
