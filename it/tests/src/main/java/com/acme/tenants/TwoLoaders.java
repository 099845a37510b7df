package com.acme.tenants;

import com.acme.Life;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/** A container with two applications, each with a Log4j of its own; arguments: the class path of each. */
public final class TwoLoaders {
    private TwoLoaders() {}

    public static void main(String[] args) throws Exception {
        for (String classPath : args) {
            ClassLoader loader = new URLClassLoader(urls(classPath), ClassLoader.getPlatformClassLoader());
            Thread.currentThread().setContextClassLoader(loader);
            Runnable application = (Runnable) loader.loadClass("com.acme.tenants.Deployed")
                    .getDeclaredConstructor()
                    .newInstance();
            application.run();
        }
        Life.untilInputEnds();
    }

    private static URL[] urls(String classPath) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String each : classPath.split(File.pathSeparator, -1)) {
            urls.add(new File(each).toURI().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
