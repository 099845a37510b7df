package dev.asyncz.agent;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test that tries so many cases, or waits for so many pauses, that it takes seconds: {@code -Dquick} leaves it out. For
 * JUnit's engine and for jqwik's.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("exhaustive")
@net.jqwik.api.Tag("exhaustive")
public @interface Exhaustive {}
