/** What only Quartz's own types can say. */
@NullMarked
package dev.asyncz.bridge.quartz;

import org.jspecify.annotations.NullMarked;
