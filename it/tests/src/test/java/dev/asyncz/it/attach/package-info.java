/** How the agent comes into a JVM, what it says and takes there, and how it ends with it. */
@NullMarked
package dev.asyncz.it.attach;

import org.jspecify.annotations.NullMarked;
