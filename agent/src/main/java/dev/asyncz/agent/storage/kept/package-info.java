/** The second place of a storage: the lines of runs that matter, run by run. */
@NullMarked
package dev.asyncz.agent.storage.kept;

import org.jspecify.annotations.NullMarked;
