/**
 * Puts the code of advice into the methods of a class. {@link dev.asyncz.agent.weaving.inline.Advice} reads it,
 * {@link dev.asyncz.agent.weaving.inline.AdvisedMethod} writes it where the method begins and ends.
 */
@org.jspecify.annotations.NullMarked
package dev.asyncz.agent.weaving.inline;
