/** The side port: server, guard, routes, pages and JSON. Only ever asks a LogStorage and the task registry. */
@NullMarked
package dev.asyncz.agent.dashboard;

import org.jspecify.annotations.NullMarked;
