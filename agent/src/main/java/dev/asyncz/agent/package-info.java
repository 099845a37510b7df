/**
 * The agent, in a class loader of its own. What happens to a line:
 *
 * <pre>
 *  application                     agent
 *  a scheduler runs a task   ──►   schedulers    begins a run, names its task, ends it      ──►  tasks
 *  the task logs a line      ──►   logging       opens the bridge of that logging framework
 *                                  (bridge)      takes the line with its task and run
 *                                  pipeline      makes an entry of it
 *                                  storage       keeps it
 *                                  dashboard     asks the storage, and the tasks
 * </pre>
 *
 * Four floors, and no import runs back up: Agent; schedulers, logging, pipeline, dashboard; weaving, bridge, storage,
 * tasks; the boot packages, config, diagnostics.
 */
@NullMarked
package dev.asyncz.agent;

import org.jspecify.annotations.NullMarked;
