package dev.asyncz.agent;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A class of tests that start a server, which {@code -Dquick} leaves out; for JUnit's engine and for jqwik's. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("server")
@net.jqwik.api.Tag("server")
public @interface NeedsServer {}
