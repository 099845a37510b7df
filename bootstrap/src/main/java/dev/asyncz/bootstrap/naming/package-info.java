/**
 * What the class of scheduled work says of its name:
 *
 * <pre>
 *   TaskNames ──► WorkClass ──► Captured        what the work wraps: that one is named in its place
 *                     │   ╲───► OtherAgents     whether another agent brings the class
 *                     ▼
 *                  CallSite                     where a lambda or an anonymous class is scheduled
 *                     │
 *                     ▼
 *                 Libraries                     what does not name work, and more that is to be known of libraries
 * </pre>
 */
@NullMarked
package dev.asyncz.bootstrap.naming;

import org.jspecify.annotations.NullMarked;
