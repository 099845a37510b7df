/** A storage that the user has written: found by its class name, and kept from harming page or application. */
@NullMarked
package dev.asyncz.agent.storage.custom;

import org.jspecify.annotations.NullMarked;
