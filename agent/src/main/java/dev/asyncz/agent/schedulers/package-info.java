/**
 * What is woven for tasks: a table of {@linkplain dev.asyncz.agent.schedulers.libraries schedulers} and of {@linkplain
 * dev.asyncz.agent.schedulers.jdk the JDK's}, and the methods that a user names.
 */
@NullMarked
package dev.asyncz.agent.schedulers;

import org.jspecify.annotations.NullMarked;
