/**
 * What outlives the JVM: runs as they are written down, read back, and put together with those of this process.
 *
 * <pre>
 *   TaskRegistry ──► RunJournal ──► RunRecord ──► a storage ──► StoredRuns ──► StoredHistory ──► RunHistory
 * </pre>
 */
@NullMarked
package dev.asyncz.agent.tasks.history;

import org.jspecify.annotations.NullMarked;
