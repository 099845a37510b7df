/** The bodies that receivers understand: one file each, and the list of them in {@link Formats}. */
@NullMarked
package dev.asyncz.agent.alerts.format;

import org.jspecify.annotations.NullMarked;
