/** Reads what db-scheduler knows of its tasks. Defined in a child of each loader that has it. */
@NullMarked
package dev.asyncz.bridge.dbscheduler;

import org.jspecify.annotations.NullMarked;
