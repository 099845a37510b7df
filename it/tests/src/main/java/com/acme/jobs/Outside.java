package com.acme.jobs;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Function;

/** Has work done by a thread that was there before any run. */
final class Outside implements Function<Runnable, Thread> {
    private final BlockingQueue<Thread> handed = new SynchronousQueue<>();
    private final BlockingQueue<Runnable> work = new SynchronousQueue<>();

    Outside() {
        Thread maker = new Thread(() -> {
            while (true) {
                try {
                    Thread thread = new Thread(work.take());
                    thread.start();
                    handed.put(thread);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        maker.setDaemon(true);
        maker.start();
    }

    @Override
    public Thread apply(Runnable todo) {
        try {
            work.put(todo);
            return handed.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
