/**
 * What the schedulers of libraries say of their tasks, which they name, begin and end themselves: Quartz, JobRunr,
 * db-scheduler, Quarkus, enterprise beans, ShedLock, Reactor.
 */
@NullMarked
package dev.asyncz.bootstrap.library;

import org.jspecify.annotations.NullMarked;
