/** When runs were under way, drawn: those of all tasks in a lane each, and the threads of one run. */
@NullMarked
package dev.asyncz.agent.dashboard.timeline;

import org.jspecify.annotations.NullMarked;
