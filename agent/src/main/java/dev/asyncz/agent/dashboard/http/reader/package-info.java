/** How a reader wants the pages to be. */
@NullMarked
package dev.asyncz.agent.dashboard.http.reader;

import org.jspecify.annotations.NullMarked;
