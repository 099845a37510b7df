package dev.asyncz.bridge.log4j2;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Leaves the agent's appender out of the appenders that a logger says it has: code that removes what it does not know. */
public final class HideAppender implements UnaryOperator<Object> {
    @Override
    public Object apply(Object subject) {
        Map<?, ?> appenders = (Map<?, ?>) subject;
        if (!appenders.containsKey(TaskLogAppender.NAME)) {
            return subject;
        }
        Map<Object, Object> others = new HashMap<>(appenders);
        others.remove(TaskLogAppender.NAME);
        return others;
    }
}
