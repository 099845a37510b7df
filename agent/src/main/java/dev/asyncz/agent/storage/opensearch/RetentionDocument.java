package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.StateDocuments.State;
import dev.asyncz.agent.storage.retention.Retention;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import java.util.Map;

/** The retention that all nodes share, in the document {@code retention}. Any thread. */
final class RetentionDocument {
    private static final String ID = "retention";
    private static final String ASKED = "asked";

    /** As many nodes may start at once. */
    private static final int TRIES = 100;

    private final StateDocuments documents;
    private final RetentionRequest request;

    /** @param request what this node asks for; its policy holds where nobody has asked */
    RetentionDocument(StateDocuments documents, RetentionRequest request) {
        this.documents = documents;
        this.request = request;
    }

    /**
     * Adds what this node asks for to what others have asked for; the first of several at once is seen by the next.
     *
     * @throws StorageUnavailable also when others are always faster
     */
    void ask() {
        for (int i = 0; i < TRIES; i++) {
            State state = documents.get(ID);
            String wanted = parse(state).with(request).text();
            if (wanted.equals(state.text(ASKED)) || documents.replace(ID, state, Map.of(ASKED, wanted)) != null) {
                return;
            }
        }
        throw new StorageUnavailable("the retention was changed by others " + TRIES + " times meanwhile", null);
    }

    /** What holds now. Where somebody has deleted it, this node asks again. */
    Retention inForce() {
        State state = documents.get(ID);
        if (state.text(ASKED).isEmpty() && request.isSet()) {
            ask();
            state = documents.get(ID);
        }
        return parse(state);
    }

    private Retention parse(State state) {
        return Retention.parse(state.text(ASKED), request.policy());
    }
}
