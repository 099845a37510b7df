/** What stays within its bounds, however long or wild an application runs. */
@NullMarked
package dev.asyncz.it.bounds;

import org.jspecify.annotations.NullMarked;
