/** Queries in the engine's words, and how a search goes back in time. */
@NullMarked
package dev.asyncz.agent.storage.opensearch.search;

import org.jspecify.annotations.NullMarked;
