package dev.asyncz.agent.logging;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;

/**
 * Every hook for a framework, in one class: each JVM has the list, few have more than one of the frameworks, and a class
 * is time at start. What a framework needs is loaded with that framework.
 */
final class FrameworkHook extends Hook {
    private final String type;

    FrameworkHook(String type, String product) {
        super(type, product);
        this.type = type;
    }

    @Override
    protected void weave(Weaving on) {
        switch (type) {
            case "org.apache.logging.log4j.core.LoggerContext" -> Log4j2Hooks.configurations(on);
            case "org.apache.logging.log4j.core.config.LoggerConfig" -> Log4j2Hooks.loggers(on);
            case "org.apache.logging.log4j.core.impl.ContextDataInjectorFactory" -> Log4j2Hooks.contextData(on);
            case "org.apache.logging.log4j.ThreadContext" -> Log4j2Hooks.threadContext(on);
            case "ch.qos.logback.classic.Logger" -> LogbackHooks.appending(on);
            case "ch.qos.logback.classic.util.LogbackMDCAdapter" -> LogbackHooks.eventContext(on);
            case "org.slf4j.MDC" -> LogbackHooks.mdc(on);
            case "java.util.logging.Logger" -> JulHooks.publishing(on);
            case "org.slf4j.bridge.SLF4JBridgeHandler" -> JulHooks.toSlf4j(on);
            case "org.apache.logging.log4j.jul.Log4jBridgeHandler" -> JulHooks.toLog4j2(on);
            case "org.jboss.logmanager.LoggerNode" -> JbossHooks.publishing(on);
            case "org.jboss.logmanager.MDC" -> JbossHooks.mdc(on);
            case "org.apache.log4j.Category" -> Log4j1Hooks.appending(on);
            case "org.apache.log4j.MDC" -> Log4j1Hooks.mdc(on);
            default -> throw new IllegalStateException("no hook for " + type);
        }
    }
}
