/** What only Spring's own types can say. */
@NullMarked
package dev.asyncz.bridge.spring;

import org.jspecify.annotations.NullMarked;
