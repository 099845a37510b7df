package com.acme.web;

import com.acme.Life;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat with the web applications of a folder, each with classes and libraries of its own. Each number that is typed
 * redeploys the first of them so often, and prints how many of its class loaders are still there.
 */
public final class Server {
    private static final int COLLECTIONS = 20;

    private Server() {}

    public static void main(String[] args) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("tomcat");
        tomcat.setPort(0);
        tomcat.getConnector();
        tomcat.start();
        List<Context> contexts = new ArrayList<>();
        for (int i = 1; i < args.length; i += 2) {
            contexts.add(deploy(tomcat, "/app" + i, Path.of(args[0]), Path.of(args[i]), args[i + 1]));
        }
        System.out.println("deployed");
        Scanner in = new Scanner(System.in);
        while (in.hasNextInt()) {
            List<WeakReference<ClassLoader>> left = redeploy(tomcat, in.nextInt(), args);
            System.out.println("class loaders left: " + count(left));
        }
        for (Context each : contexts) {
            each.stop();
        }
        Life.untilInputEnds();
    }

    private static List<WeakReference<ClassLoader>> redeploy(Tomcat tomcat, int times, String[] args) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Context context = deploy(tomcat, "/again", Path.of(args[0]), Path.of(args[1]), args[2]);
            loaders.add(new WeakReference<>(context.getLoader().getClassLoader()));
            context.stop();
            context.destroy();
            tomcat.getHost().removeChild(context);
        }
        return loaders;
    }

    /** Returns when the application has done some work. */
    private static Context deploy(Tomcat tomcat, String path, Path apps, Path name, String listener) throws Exception {
        Host host = tomcat.getHost();
        Context context = tomcat.addContext(host, path, apps.resolve(name).toString());
        CountDownLatch worked = new CountDownLatch(2);
        context.stop();
        context.addApplicationListener(listener);
        context.getServletContext().setAttribute("worked", worked);
        context.start();
        if (!worked.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException(path + " has done nothing; state " + context.getState());
        }
        return context;
    }

    private static long count(List<WeakReference<ClassLoader>> loaders) throws Exception {
        long left = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS && left > 1; i++) {
            System.gc();
            Thread.sleep(50);
            left = loaders.stream().filter(each -> each.get() != null).count();
        }
        return left;
    }
}
