/** The JVMs that share a storage. */
@NullMarked
package dev.asyncz.agent.dashboard.nodes;

import org.jspecify.annotations.NullMarked;
