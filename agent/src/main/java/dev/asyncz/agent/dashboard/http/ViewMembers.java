package dev.asyncz.agent.dashboard.http;

import com.github.mustachejava.reflect.ReflectionObjectHandler;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a template names in a view: a method of that name that takes nothing. Looked up in a table of the class,
 * which there is one for each view that has been shown; Mustache itself tries one way after the other, each of which
 * ends in an exception with its stack, and the first page that is asked for names hundreds of members.
 */
class ViewMembers extends ReflectionObjectHandler {
    private final Map<Class<?>, Map<String, Method>> known = new ConcurrentHashMap<>();

    @Override
    @SuppressWarnings("rawtypes") // As Mustache has it.
    protected @Nullable AccessibleObject findMember(Class type, String name) {
        Map<String, Method> members = known.get(type);
        if (members == null) {
            members = members(type);
            known.put(type, members);
        }
        return members.get(name);
    }

    private static Map<String, Method> members(Class<?> type) {
        Map<String, Method> members = new HashMap<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            add(members, each);
            for (Class<?> defaults : each.getInterfaces()) {
                add(members, defaults);
            }
        }
        return members;
    }

    private static void add(Map<String, Method> members, Class<?> type) {
        for (Method each : type.getDeclaredMethods()) {
            boolean shown = each.getParameterCount() == 0 && !Modifier.isPrivate(each.getModifiers());
            if (shown && each.getReturnType() != void.class && each.trySetAccessible()) {
                members.putIfAbsent(each.getName(), each);
            }
        }
    }
}
