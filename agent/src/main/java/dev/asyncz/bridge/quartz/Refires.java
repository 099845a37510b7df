package dev.asyncz.bridge.quartz;

import java.util.function.UnaryOperator;
import org.quartz.JobExecutionException;

/** Whether a job's exception has Quartz try it again at once. */
public final class Refires implements UnaryOperator<Object> {

    @Override
    public Object apply(Object failure) {
        return failure instanceof JobExecutionException known && known.refireImmediately();
    }
}
