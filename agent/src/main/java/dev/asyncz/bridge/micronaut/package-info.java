/** What only Micronaut's own types can say. */
@NullMarked
package dev.asyncz.bridge.micronaut;

import org.jspecify.annotations.NullMarked;
