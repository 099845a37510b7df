/**
 * The capture point and the context of Log4j 2. Defined in a child of each loader that has Log4j Core, so it refers
 * to that Log4j, to the boot packages, and to nothing of the agent.
 */
@NullMarked
package dev.asyncz.bridge.log4j2;

import org.jspecify.annotations.NullMarked;
