/**
 * What needs attention: from a task's history to a sign, with its threshold. A sign is one {@link SignRule} in
 * {@code rules}, one constant of {@link Kind} and one line in {@code Signs}: overview, pages and API have it then.
 */
@NullMarked
package dev.asyncz.agent.signs;

import org.jspecify.annotations.NullMarked;
