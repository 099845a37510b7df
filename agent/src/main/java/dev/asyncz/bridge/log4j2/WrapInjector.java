package dev.asyncz.bridge.log4j2;

import java.util.function.UnaryOperator;
import org.apache.logging.log4j.core.ContextDataInjector;

/** Puts {@link TaskContextInjector} around the injector that Log4j has made for itself. */
public final class WrapInjector implements UnaryOperator<Object> {

    @Override
    public Object apply(Object injector) {
        return new TaskContextInjector((ContextDataInjector) injector);
    }
}
