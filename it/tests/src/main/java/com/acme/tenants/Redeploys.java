package com.acme.tenants;

import com.acme.Life;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * A container that drops ten applications, each of which has used a driver that all share. Prints how many of them stay
 * in memory; the arguments: the class path of the applications, and the class of each.
 */
public final class Redeploys {
    private static final int TIMES = 10;

    private Redeploys() {}

    public static void main(String[] args) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            loaders.add(deploy(args[0], args[1]));
        }
        long alive = TIMES;
        for (int i = 0; i < 100 && alive > 0; i++) {
            System.gc();
            Thread.sleep(50);
            alive = loaders.stream().filter(each -> each.get() != null).count();
        }
        System.out.println("alive=" + alive + ", threads of the driver=" + Driver.started());
        Life.untilInputEnds();
    }

    private static WeakReference<ClassLoader> deploy(String classPath, String application) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String each : classPath.split(File.pathSeparator, -1)) {
            urls.add(new File(each).toURI().toURL());
        }
        ClassLoader loader = new WithDriver(urls.toArray(URL[]::new));
        // A thread that ends: what frameworks keep beside threads goes with it.
        Thread thread = new Thread((Runnable)
                loader.loadClass(application).getDeclaredConstructor().newInstance());
        thread.setContextClassLoader(loader);
        thread.start();
        thread.join();
        return new WeakReference<>(loader);
    }

    /** An application's loader; the driver lies in the container. */
    private static final class WithDriver extends URLClassLoader {
        WithDriver(URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(Driver.class.getName()) ? Driver.class : super.loadClass(name, resolve);
        }
    }
}
