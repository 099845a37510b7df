package dev.asyncz.agent.dashboard.runs.compare;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.RequestFailure;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.tasks.history.RunHistory;

/** Any two runs beside each other, of whatever tasks and nodes. */
public final class ComparePage {
    private final LogReader lines;
    private final RunHistory history;
    private final Signs signs;

    public ComparePage(LogReader lines, RunHistory history, Signs signs) {
        this.lines = lines;
        this.history = history;
        this.signs = signs;
    }

    /**
     * @param id of the run that it is about
     * @param other of the one to compare it with; empty where the query names it
     */
    public HttpResponse page(HttpRequest request, String id, String other) {
        if (other.isEmpty()) {
            String named = QueryParameters.of(request.query()).get("other");
            if (named == null) {
                throw new BadParameter("other", "", "the id of the run to compare it with is needed");
            }
            return request.redirect(Addresses.compare(id, named.strip()));
        }
        TaskSnapshot tasks = new TaskSnapshot(history, signs, request);
        return request.html(200, "pages/compare", CompareView.of(pair(id, other), tasks));
    }

    /** @throws RequestFailure where nothing is kept of one of them */
    public RunPair pair(String id, String other) {
        return RunPair.of(log(other), log(id));
    }

    private RunLog log(String id) {
        RunLog log = RunLog.of(id, history.run(id), lines);
        if (log.unknown()) {
            throw new NothingKept(id);
        }
        return log;
    }

    private static final class NothingKept extends RequestFailure {
        private static final long serialVersionUID = 1L;

        NothingKept(String id) {
            super("Nothing is kept of the run '" + BadParameter.shortened(id)
                    + "', neither how it ended nor its lines, so there is nothing to compare.");
        }

        @Override
        public int status() {
            return 404;
        }

        @Override
        public String sentence() {
            return String.valueOf(getMessage());
        }
    }
}
