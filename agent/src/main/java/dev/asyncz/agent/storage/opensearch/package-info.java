/**
 * {@code storage=opensearch}: entries in indices of OpenSearch or Elasticsearch, a day each, found by the engine and
 * looked at once more here.
 */
@NullMarked
package dev.asyncz.agent.storage.opensearch;

import org.jspecify.annotations.NullMarked;
