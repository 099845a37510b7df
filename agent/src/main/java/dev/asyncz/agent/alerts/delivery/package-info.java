/**
 * Brings messages to addresses outside: a bounded queue for each, one thread for all, repeated until a message is taken or
 * too old. Nothing but the JDK's own HTTP client for URLs, which follows the JVM's proxy and trust store.
 */
@NullMarked
package dev.asyncz.agent.alerts.delivery;

import org.jspecify.annotations.NullMarked;
