/** One hook for each logging framework, and the loader of the bridges. */
@NullMarked
package dev.asyncz.agent.logging;

import org.jspecify.annotations.NullMarked;
