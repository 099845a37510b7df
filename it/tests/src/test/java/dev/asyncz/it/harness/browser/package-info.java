/** A real browser, and what it finds unfit for people. */
@NullMarked
package dev.asyncz.it.harness.browser;

import org.jspecify.annotations.NullMarked;
