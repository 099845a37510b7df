/** Who may ask at all, and who may change something. */
@NullMarked
package dev.asyncz.agent.dashboard.http.access;

import org.jspecify.annotations.NullMarked;
