/** What a run is told by in words, as long as there is room: why it failed, who worked for it. */
@NullMarked
package dev.asyncz.agent.tasks.text;

import org.jspecify.annotations.NullMarked;
