/**
 * What instrumented code calls. Every class here is visible to every class loader of the application, refers to
 * java.base and the API alone, and never throws into its caller.
 *
 * <pre>
 *   scheduler's code ──► RunScope.begin / end ──► RunListener   (the agent: what is known of tasks)
 *   executor's code  ──► Handoff.carry / run         the current run follows the work to another thread
 *   logging code     ──► Hub.bridge ──► bridge class ──► Hub.line ──► LineSink   (the agent: the pipeline)
 * </pre>
 */
@NullMarked
package dev.asyncz.bootstrap;

import org.jspecify.annotations.NullMarked;
