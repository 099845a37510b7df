/**
 * From a sign's beginning and end to somebody outside.
 *
 * <pre>
 *   tasks/, signs/  ──▶  AlertWatch   which signs have begun or ended since it looked last
 *                           │
 *                        Flood        so many a minute; the rest are summed up in one
 *                           │
 *                        format/      the body that a receiver understands
 *                           │
 *                        delivery/    a bounded queue, one thread, repeated until it is taken or too old
 * </pre>
 *
 * <p>{@link dev.asyncz.agent.alerts.Heartbeats} goes the same way with the runs of tasks. Nothing here is loaded where no
 * receiver is configured, and no thread of the application comes here.
 */
@NullMarked
package dev.asyncz.agent.alerts;

import org.jspecify.annotations.NullMarked;
