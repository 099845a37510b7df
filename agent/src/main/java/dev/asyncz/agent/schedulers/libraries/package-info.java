/**
 * One file for each scheduler, which knows all there is to know of it: {@code NAME}, as a user calls it; {@code CLASSES}
 * to weave, the first of which is at work where the scheduler is; {@code PACKAGES}, as the list of libraries takes them;
 * {@code weave}; and the advice, which begins runs and names their tasks. The texts are constants, so that the table has
 * them without this code.
 */
@NullMarked
package dev.asyncz.agent.schedulers.libraries;

import org.jspecify.annotations.NullMarked;
