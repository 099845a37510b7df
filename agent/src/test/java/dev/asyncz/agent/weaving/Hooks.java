package dev.asyncz.agent.weaving;

import dev.asyncz.agent.dashboard.http.port.BindHook;
import dev.asyncz.agent.logging.LoggingFrameworks;
import dev.asyncz.agent.schedulers.Schedulers;
import java.util.List;
import java.util.stream.Stream;

/** The hooks of the agent, as {@code Agent} puts them together. */
final class Hooks {
    private Hooks() {}

    static List<Hook> all() {
        return Stream.of(
                        new Schedulers().hooks(),
                        LoggingFrameworks.known().hooks(),
                        LoggingFrameworks.printing().hooks(),
                        new LoaderHooks().hooks(),
                        BindHook.hooks())
                .flatMap(List::stream)
                .toList();
    }
}
