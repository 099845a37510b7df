/** What a browser sees, and on which address. */
@NullMarked
package dev.asyncz.it.pages;

import org.jspecify.annotations.NullMarked;
