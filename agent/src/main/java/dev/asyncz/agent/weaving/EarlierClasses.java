package dev.asyncz.agent.weaving;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The classes with a hook that an agent before this one has made the JVM load: they were not woven as they came, and
 * the application's main may use them at once.
 */
public final class EarlierClasses {
    /** Loaded in every JVM: woven beside the application. */
    private static final String ALWAYS = "java.lang.Thread";

    private static final String OWN = "dev.asyncz.premain.";

    private EarlierClasses() {}

    /**
     * These classes; empty, after a short look, where no agent stands before this one. For premain only: later the
     * application's own classes are there.
     */
    public static List<Class<?>> of(Instrumentation instrumentation, List<Hook> hooks) {
        if (!isBehindAnother(instrumentation)) {
            return List.of();
        }
        Set<String> names = new HashSet<>();
        for (Hook hook : hooks) {
            names.add(hook.type());
        }
        names.remove(ALWAYS);
        List<Class<?>> earlier = new ArrayList<>();
        for (Class<?> each : instrumentation.getAllLoadedClasses()) {
            if (names.contains(each.getName()) && instrumentation.isModifiableClass(each)) {
                earlier.add(each);
            }
        }
        return earlier;
    }

    /** The system loader loads each agent's first class, and nothing else before main. To ask for all takes a hundred times as long. */
    private static boolean isBehindAnother(Instrumentation instrumentation) {
        for (Class<?> each : instrumentation.getInitiatedClasses(ClassLoader.getSystemClassLoader())) {
            if (each.getClassLoader() != null && !each.getName().startsWith(OWN)) {
                return true;
            }
        }
        return false;
    }
}
