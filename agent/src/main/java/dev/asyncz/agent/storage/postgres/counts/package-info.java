/**
 * How many lines there are by time, level, task and node, beside the lines: {@code CountTables} makes the table and what
 * fills it with each batch, {@code Recount} counts what was there before and what went otherwise, {@code CountedSpan}
 * answers from it. All by connections that are lent: each call is one transaction, or part of one.
 */
@NullMarked
package dev.asyncz.agent.storage.postgres.counts;

import org.jspecify.annotations.NullMarked;
