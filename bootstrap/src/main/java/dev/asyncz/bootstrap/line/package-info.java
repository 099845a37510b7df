/**
 * What one captured line is made of: the rule by which one line becomes one entry, whatever frameworks it crosses, and
 * copies of what it says beside its text.
 */
@NullMarked
package dev.asyncz.bootstrap.line;

import org.jspecify.annotations.NullMarked;
