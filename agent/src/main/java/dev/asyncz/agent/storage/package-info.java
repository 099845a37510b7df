/** Where entries are kept, one folder each, and the list of them. */
@NullMarked
package dev.asyncz.agent.storage;

import org.jspecify.annotations.NullMarked;
