/** Which index an entry belongs to, and what it looks like there. */
@NullMarked
package dev.asyncz.agent.storage.opensearch.index;

import org.jspecify.annotations.NullMarked;
