/** The default storage: a bounded ring on the heap. */
@NullMarked
package dev.asyncz.agent.storage.memory;

import org.jspecify.annotations.NullMarked;
