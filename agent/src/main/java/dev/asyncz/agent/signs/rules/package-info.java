/**
 * The rules, one file for each sign, and their list: {@link Signs}.
 */
@NullMarked
package dev.asyncz.agent.signs.rules;

import org.jspecify.annotations.NullMarked;
