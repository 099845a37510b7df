package net.watcher.inner;

public final class Beat implements Runnable {
    @Override
    public void run() {
        System.getProperties().size();
    }
}
