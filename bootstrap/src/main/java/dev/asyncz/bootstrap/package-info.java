/**
 * The doors between instrumented code and the agent, and what every room behind them needs. Every class here and below is
 * visible to every class loader of the application, refers to java.base and the API alone, and never throws into its
 * caller.
 *
 * <pre>
 *   library/ ──► schedule/ ──► handoff/ ──► run/ ──► naming/ ──► here
 *                                  line/ ────┘
 *
 *   scheduler's code ──► schedule/, library/ ──► run/ RunScope.begin, end ──► RunListener   (the agent: tasks)
 *   executor's code  ──► handoff/ PoolHandoff, Handoff     the current run follows the work to another thread
 *   logging code     ──► line/ Lines.begin, end ──► LineReader, a bridge ──► LineSink       (the agent: the pipeline)
 *   Log4j 2's set-up ──► Hub.bridge ──► an appender, which is a bridge ──► LineSink
 *   printing code    ──► line/ StandardStreams ──► LineSink
 * </pre>
 */
@NullMarked
package dev.asyncz.bootstrap;

import org.jspecify.annotations.NullMarked;
