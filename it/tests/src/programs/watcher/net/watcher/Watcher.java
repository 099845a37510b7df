package net.watcher;

import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An agent that nobody knows: has work of its own, some of it in a loader of its own, and wraps that of the application. */
public final class Watcher {
    private static final int INTERVAL = 100;

    private Watcher() {}

    public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
        Thread later = new Thread(Watcher::start);
        later.setDaemon(true);
        later.start();
    }

    private static void start() {
        try {
            Thread.sleep(1_000); // The other agent may come after this one.
            ScheduledExecutorService executor = Executors.newScheduledThreadPool(1, work -> {
                Thread thread = new Thread(work);
                thread.setDaemon(true);
                return thread;
            });
            URL jar = Watcher.class.getProtectionDomain().getCodeSource().getLocation();
            Runnable beat = (Runnable) new Isolated(jar)
                    .loadClass("net.watcher.inner.Beat")
                    .getDeclaredConstructor()
                    .newInstance();
            executor.scheduleAtFixedRate(() -> System.getProperties().size(), INTERVAL, INTERVAL, TimeUnit.MILLISECONDS);
            executor.scheduleAtFixedRate(new Poll(), INTERVAL, INTERVAL, TimeUnit.MILLISECONDS);
            executor.scheduleAtFixedRate(beat, INTERVAL, INTERVAL, TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As its advice would. */
    public static Runnable wrap(Runnable work) {
        return new Wrapped(work);
    }

    private static final class Poll implements Runnable {
        @Override
        public void run() {
            System.getProperties().size();
        }
    }

    private static final class Wrapped implements Runnable {
        private Runnable work;

        Wrapped(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            inside();
        }

        private void inside() {
            work.run();
        }
    }

    private static final class Isolated extends URLClassLoader {
        Isolated(URL jar) {
            super(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        }
    }
}
