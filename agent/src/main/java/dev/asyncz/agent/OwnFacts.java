package dev.asyncz.agent;

import dev.asyncz.agent.dashboard.http.ProcessName;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.history.Jvm;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What this JVM says of itself to those that share its storage. Any thread; not before main.
 *
 * @param figures where every captured line went
 */
record OwnFacts(Supplier<StorageFigures> figures) implements Supplier<Jvm.Facts> {
    @Override
    public Jvm.Facts get() {
        StorageFigures lines = figures.get();
        return new Jvm.Facts(
                Objects.requireNonNullElse(ProcessName.ofThis(), ""),
                Version.read(),
                System.getProperty("java.version", ""),
                lines.produced(),
                lines.lost(),
                lines.trouble());
    }
}
