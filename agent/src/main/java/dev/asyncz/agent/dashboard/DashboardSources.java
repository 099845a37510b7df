package dev.asyncz.agent.dashboard;

import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.RunHistory;
import dev.asyncz.api.LogStorage;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that the dashboard asks. Every member is called from the threads of the side port, several at a time.
 *
 * @param storage the captured lines; what it throws becomes a 503 with a sentence
 * @param runs the tasks and their runs
 * @param figures where every captured line went
 * @param runFigures where every run went; gives null where nothing keeps them
 * @param found names of the logging frameworks and schedulers found so far, for a page that has nothing to show yet
 */
public record DashboardSources(
        LogStorage storage,
        RunHistory runs,
        Supplier<StorageFigures> figures,
        Supplier<@Nullable StorageFigures> runFigures,
        Supplier<List<String>> found) {}
