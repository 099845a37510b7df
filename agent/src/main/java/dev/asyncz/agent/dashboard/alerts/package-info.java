/** What was told outside. */
@NullMarked
package dev.asyncz.agent.dashboard.alerts;

import org.jspecify.annotations.NullMarked;
