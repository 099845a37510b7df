/** New lines for the pages that are open. */
@NullMarked
package dev.asyncz.agent.dashboard.live;

import org.jspecify.annotations.NullMarked;
