package dev.asyncz.agent.weaving;

import dev.asyncz.bootstrap.BootClasses;
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
            return reference == null
                    ? loader.loadClass(HUB) == Hub.class
                    : isWoven(loader) || throughBundle(loader, reference) == Hub.class;
        } catch (ClassNotFoundException | InvocationTargetException hidden) {
            return false;
        }
    }

    /** Whether {@link LoaderHooks} answer in its place. */
    private static boolean isWoven(ClassLoader loader) {
        try {
            return loader.loadClass(BootClasses.PROBE) == Hub.class;
        } catch (ClassNotFoundException own) {
            return false;
        }
    }

    /** What lets a loader of such a make see the packages, if it is not one of {@link LoaderHooks}. */
    static String remedy(@Nullable ClassLoader loader) {
        return loader != null && bundleReference(loader) != null
                ? "add dev.asyncz.* to the framework property org.osgi.framework.bootdelegation"
                : "have it delegate the packages that begin with dev.asyncz. to the boot class loader";
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
