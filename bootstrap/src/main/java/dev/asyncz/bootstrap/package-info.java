/**
 * What instrumented code calls. Every class here is visible to every class loader of the application, refers to
 * java.base and the API alone, and never throws into its caller.
 *
 * <pre>
 *   scheduler's code ──► RunScope.begin / end ──► RunListener   (the agent: what is known of tasks)
 *   executor's code  ──► PoolHandoff, Handoff        the current run follows the work to another thread
 *   logging code     ──► Lines.begin / end ──► LineReader, a bridge ──► LineSink   (the agent: the pipeline)
 *   Log4j 2's set-up ──► Hub.bridge ──► an appender, which is a bridge ──► LineSink
 *   printing code    ──► StandardStreams ──► LineSink
 * </pre>
 */
@NullMarked
package dev.asyncz.bootstrap;

import org.jspecify.annotations.NullMarked;
