/** What people who write a storage compile against. Served by the boot class loader, so it refers to java.base alone. */
@NullMarked
package dev.asyncz.api;

import org.jspecify.annotations.NullMarked;
