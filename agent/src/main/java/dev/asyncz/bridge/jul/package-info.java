/** Reads the records of java.util.logging. Defined in a child of the boot loader, once the application logs. */
@NullMarked
package dev.asyncz.bridge.jul;

import org.jspecify.annotations.NullMarked;
