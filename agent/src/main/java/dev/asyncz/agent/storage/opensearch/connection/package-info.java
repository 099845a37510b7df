/** Requests to a cluster, to whichever of its nodes answers. */
@NullMarked
package dev.asyncz.agent.storage.opensearch.connection;

import org.jspecify.annotations.NullMarked;
