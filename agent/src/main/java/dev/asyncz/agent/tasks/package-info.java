/** What is known of tasks and their runs, bounded. Fed by the same begin and end that bind the lines. */
@NullMarked
package dev.asyncz.agent.tasks;

import org.jspecify.annotations.NullMarked;
