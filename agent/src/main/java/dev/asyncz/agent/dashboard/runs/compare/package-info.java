/**
 * Two runs beside each other.
 *
 * <pre>
 *   RunLog, RunLog  ──▶  RunPair  ──▶  ComparePage, and the JSON API
 * </pre>
 */
@NullMarked
package dev.asyncz.agent.dashboard.runs.compare;

import org.jspecify.annotations.NullMarked;
