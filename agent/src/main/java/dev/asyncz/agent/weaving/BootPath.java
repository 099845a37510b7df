package dev.asyncz.agent.weaving;

import dev.asyncz.bootstrap.Hub;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a class loader of the application sees the packages of the boot class path. OSGi and the like ask for them by
 * name only; code woven there would not link.
 */
final class BootPath {
    private static final String HUB = Hub.class.getName();

    private BootPath() {}

    static boolean isSeenBy(@Nullable ClassLoader loader) throws ReflectiveOperationException {
        if (loader == null) {
            return true;
        }
        Class<?> reference = bundleReference(loader);
        try {
            return (reference == null ? loader.loadClass(HUB) : throughBundle(loader, reference)) == Hub.class;
        } catch (ClassNotFoundException | InvocationTargetException hidden) {
            return false;
        }
    }

    /** The loader of a bundle is kinder to a caller that is no bundle, as this one, than to the bundle's own classes. */
    private static Object throughBundle(ClassLoader loader, Class<?> reference) throws ReflectiveOperationException {
        Object bundle = reference.getMethod("getBundle").invoke(loader);
        Class<?> type = Class.forName("org.osgi.framework.Bundle", false, reference.getClassLoader());
        return type.getMethod("loadClass", String.class).invoke(bundle, HUB);
    }

    private static @Nullable Class<?> bundleReference(ClassLoader loader) {
        for (Class<?> type = loader.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> each : type.getInterfaces()) {
                if (each.getName().equals("org.osgi.framework.BundleReference")) {
                    return each;
                }
            }
        }
        return null;
    }
}
