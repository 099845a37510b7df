/** The port beside the application: bound as long as the application does not want it, handed to a server once somebody comes. */
@NullMarked
package dev.asyncz.agent.dashboard.http.port;

import org.jspecify.annotations.NullMarked;
