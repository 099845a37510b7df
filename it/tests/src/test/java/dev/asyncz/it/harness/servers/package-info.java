/** Real servers, and how they fail. */
@NullMarked
package dev.asyncz.it.harness.servers;

import org.jspecify.annotations.NullMarked;
