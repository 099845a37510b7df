/** What a URL asks for, as a query, and the storage that answers it. */
@NullMarked
package dev.asyncz.agent.dashboard.search;

import org.jspecify.annotations.NullMarked;
