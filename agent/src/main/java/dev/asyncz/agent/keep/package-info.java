/**
 * Keeps the lines of runs that matter, whatever else is logged. A run holds what it logs until it is known how it ended:
 *
 * <pre>
 *   a line of a run ──► RunLines: head, tail, what is severe between
 *                          │ the run ends
 *                          ▼
 *                       EndedRuns: from the threads of the application to one of the agent
 *                          ▼
 *                       RunKeeper: the last runs of each task that went wrong, and the last good ones
 *                          │ where the storage does I/O, on its writer's thread
 *                          ▼
 *                       PlaceWriter ──► KeptPlace, beside the storage's newest lines
 *
 *   a question      ──► KeptStorage: newest lines, RunKeeper and KeptPlace as one log
 * </pre>
 */
@NullMarked
package dev.asyncz.agent.keep;

import org.jspecify.annotations.NullMarked;
