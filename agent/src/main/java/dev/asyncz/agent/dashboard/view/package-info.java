/** How a line is shown, on whichever page it stands. */
@NullMarked
package dev.asyncz.agent.dashboard.view;

import org.jspecify.annotations.NullMarked;
