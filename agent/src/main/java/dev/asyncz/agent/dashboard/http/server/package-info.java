/** Jetty, between the port and the router. */
@NullMarked
package dev.asyncz.agent.dashboard.http.server;

import org.jspecify.annotations.NullMarked;
