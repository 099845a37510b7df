/** For how long a storage that many share keeps lines: what each has asked for, and what holds. */
@NullMarked
package dev.asyncz.agent.storage.retention;

import org.jspecify.annotations.NullMarked;
