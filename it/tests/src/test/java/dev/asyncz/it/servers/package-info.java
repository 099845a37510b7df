/** Application servers and frameworks that bring their own loaders. */
@NullMarked
package dev.asyncz.it.servers;

import org.jspecify.annotations.NullMarked;
