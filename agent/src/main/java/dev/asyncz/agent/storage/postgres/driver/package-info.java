/** Where the server is, and the way to it through the driver alone. */
@NullMarked
package dev.asyncz.agent.storage.postgres.driver;

import org.jspecify.annotations.NullMarked;
