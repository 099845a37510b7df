/** What the user said, from where, and what is wrong with it. */
@NullMarked
package dev.asyncz.agent.config;

import org.jspecify.annotations.NullMarked;
