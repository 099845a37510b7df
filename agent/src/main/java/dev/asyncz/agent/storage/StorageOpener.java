package dev.asyncz.agent.storage;

import dev.asyncz.agent.config.Config;
import dev.asyncz.api.LogStorage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens one kind of storage. */
@FunctionalInterface
public interface StorageOpener {

    /**
     * What is wrong with the options, whatever a server would say: what, and what is expected, without secrets. Null if
     * nothing is. Asked before the application's main, and cheap.
     */
    default @Nullable String mistake(Config config) {
        return null;
    }

    /**
     * Opens the storage; called on the writer's thread, again and again until it succeeds.
     *
     * @param kept what it is for; the user's own storages are asked for {@link Kept#LOGS} alone
     * @param say takes one line for the user, such as "asyncz.log is in use by another JVM; writing to …"
     * @throws StorageUnavailable when it cannot be reached now
     * @throws Exception when it will not open this way either; the message tells the user what to change
     */
    LogStorage open(Config config, Kept kept, Consumer<String> say) throws Exception;
}
