/** The same for programs, as JSON. */
@NullMarked
package dev.asyncz.agent.dashboard.api;

import org.jspecify.annotations.NullMarked;
