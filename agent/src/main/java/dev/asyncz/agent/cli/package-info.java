/**
 * {@code java -jar asyncz-agent.jar}: help, the JVMs that run, attaching to one, and the dashboard as a process of its
 * own. Runs in a JVM of its own, never in an application's.
 */
@org.jspecify.annotations.NullMarked
package dev.asyncz.agent.cli;
