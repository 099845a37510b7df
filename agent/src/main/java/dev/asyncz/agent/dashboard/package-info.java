/**
 * The dashboard: {@code http} knows none of the other rooms; {@code search} and {@code view} are what all pages speak;
 * {@code logs}, {@code live} and {@code runs} know nothing of each other; {@code api} may ask all of them. {@link
 * dev.asyncz.agent.dashboard.Site} puts them together. Only ever asks a LogStorage and what is known of tasks and runs.
 */
@NullMarked
package dev.asyncz.agent.dashboard;

import org.jspecify.annotations.NullMarked;
