/**
 * How a run follows its work to other threads: by the place in a queue where there is one, else by the object; and what
 * becomes of failures that such work leaves in a Future.
 */
@NullMarked
package dev.asyncz.bootstrap.handoff;

import org.jspecify.annotations.NullMarked;
