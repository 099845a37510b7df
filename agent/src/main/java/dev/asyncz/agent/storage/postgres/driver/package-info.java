/** Where the server is, the way to it through the driver alone, and what texts it can hold. */
@NullMarked
package dev.asyncz.agent.storage.postgres.driver;

import org.jspecify.annotations.NullMarked;
