package dev.asyncz.bridge.micronaut;

import java.lang.reflect.Method;
import java.util.function.UnaryOperator;

/** Names the method of a scheduled definition, which is private to Micronaut: by reflection. */
public final class MethodName implements UnaryOperator<Object> {

    @Override
    public Object apply(Object definition) {
        Object method = ask(definition, definition.getClass(), "method");
        try {
            Class<?> type = Class.forName(
                    "io.micronaut.inject.ExecutableMethod",
                    false,
                    definition.getClass().getClassLoader());
            Class<?> declaring = (Class<?>) ask(method, type, "getDeclaringType");
            return declaring.getName() + "." + ask(method, type, "getMethodName");
        } catch (ClassNotFoundException unknownVersion) {
            throw new IllegalStateException("Micronaut has no executable methods", unknownVersion);
        }
    }

    private static Object ask(Object object, Class<?> type, String getter) {
        try {
            Method method = type.isInterface() ? type.getMethod(getter) : type.getDeclaredMethod(getter);
            method.setAccessible(true);
            return method.invoke(object);
        } catch (ReflectiveOperationException unknownVersion) {
            throw new IllegalStateException(type + " answers no " + getter, unknownVersion);
        }
    }
}
