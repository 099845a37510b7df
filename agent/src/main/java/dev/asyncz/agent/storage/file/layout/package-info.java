/** How an entry looks in a file, and how it is read back. */
@NullMarked
package dev.asyncz.agent.storage.file.layout;

import org.jspecify.annotations.NullMarked;
