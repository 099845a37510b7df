/** The page of lines, its histogram, and its export. */
@NullMarked
package dev.asyncz.agent.dashboard.logs;

import org.jspecify.annotations.NullMarked;
