/** The one class-file transformer: exact class name to hook. */
@NullMarked
package dev.asyncz.agent.weaving;

import org.jspecify.annotations.NullMarked;
