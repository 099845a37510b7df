package dev.asyncz.agent.signs;

import java.util.List;

/** When one kind of sign is given, and in which words. Keeps nothing; any thread. */
public interface SignRule {
    /** The signs of a task at a moment; none if all is well. */
    List<Sign> of(TaskAssessment assessment);
}
