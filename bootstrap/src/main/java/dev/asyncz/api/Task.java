package dev.asyncz.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of which each call is a run of a task, whoever calls it. The agent reads it from the class file; without the
 * agent, and without this class, it means nothing. Where the method is what a scheduler calls, it names that task.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Task {
    /** The task's name; by default the name of the class and of the method, as in {@code com.acme.Batch.run}. */
    String value() default "";
}
