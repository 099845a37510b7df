/** The pages about tasks and their runs: overview, tasks, a task, a run. */
@NullMarked
package dev.asyncz.agent.dashboard.runs;

import org.jspecify.annotations.NullMarked;
