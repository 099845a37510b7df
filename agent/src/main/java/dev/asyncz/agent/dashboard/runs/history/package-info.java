/**
 * A task over time.
 *
 * <pre>
 *   TaskPast ──▶ Day, ChangePoint ──▶ PastView      LogShape ──▶ ShapeView
 * </pre>
 */
@NullMarked
package dev.asyncz.agent.dashboard.runs.history;

import org.jspecify.annotations.NullMarked;
