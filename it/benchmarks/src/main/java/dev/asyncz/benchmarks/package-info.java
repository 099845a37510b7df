/**
 * What the agent costs. Everything is measured with the shipped jar: attached, or its classes read out of it.
 *
 * <pre>
 *   java -jar it/benchmarks/target/benchmarks.jar              all of it, from the root of the project
 *   java -jar it/benchmarks/target/benchmarks.jar -f 1 Capture  JMH's own options, and part of a name
 *   it/benchmarks/startup.sh                                    start-up, with and without the agent
 * </pre>
 */
@NullMarked
package dev.asyncz.benchmarks;

import org.jspecify.annotations.NullMarked;
