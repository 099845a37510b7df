package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.AnnotatedMethods;
import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.HookFinder;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.api.Task;
import dev.asyncz.bootstrap.naming.Libraries;
import dev.asyncz.bootstrap.schedule.NamedTasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Tasks that are named by hand: in the API's scope, by its annotation, or in the configuration. */
public final class NamedTaskHooks {
    static final String CLASSES = "dev.asyncz.api.TaskScope";

    private NamedTaskHooks() {}

    /** The API's class does nothing by itself, wherever an application has it from. */
    static void weave(Weaving on) {
        on.advise(Begin.class, "begin").advise(Fail.class, "fail").advise(End.class, "end");
    }

    static final class Begin {
        @Advice.OnMethodExit(suppress = Throwable.class)
        @SuppressWarnings("UnusedVariable") // Writing it changes what the woven method returns.
        static void exit(
                @Advice.Argument(0) @Nullable String task, @Advice.Return(readOnly = false) @Nullable Object begun) {
            begun = NamedTasks.begin(task);
        }
    }

    static final class Fail {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) @Nullable Object begun, @Advice.Argument(1) Throwable failure) {
            NamedTasks.fail(begun, failure);
        }
    }

    static final class End {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) @Nullable Object begun) {
            NamedTasks.end(begun);
        }
    }

    /** Methods of one class whose calls are runs. */
    private static final class Methods extends Hook {
        private final List<String> names;
        private final boolean configured;

        Methods(String type, List<String> names, boolean configured) {
            super(type, "");
            this.names = names;
            this.configured = configured;
        }

        @Override
        protected void weave(Weaving on) {
            for (String name : names) {
                if (on.has(name)) {
                    on.advise(Call.class, name);
                    if (configured) {
                        NamedTasks.met(type() + "." + name);
                    }
                } else {
                    NamedTasks.missed(type() + "." + name);
                }
            }
        }

        static final class Call {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static @Nullable Object enter(@Advice.Origin Class<?> type, @Advice.Origin("#m") String method) {
                return NamedTasks.begin(type, method);
            }

            @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
            static void exit(@Advice.Enter @Nullable Object begun, @Advice.Thrown @Nullable Throwable failure) {
                NamedTasks.fail(begun, failure);
                NamedTasks.end(begun);
            }
        }
    }

    /**
     * The hooks for methods that the configuration names.
     *
     * @param methods as in {@code com.acme.Batch.run}, separated by commas or blanks; what has no class is passed over
     */
    public static List<Hook> configured(String methods) {
        Map<String, List<String>> byType = new LinkedHashMap<>();
        for (StringTokenizer each = new StringTokenizer(methods, ", "); each.hasMoreTokens(); ) {
            String method = each.nextToken();
            int dot = method.lastIndexOf('.');
            if (dot > 0) {
                NamedTasks.expect(method, "tasks.methods");
                String type = method.substring(0, dot);
                List<String> names = byType.get(type);
                if (names == null) {
                    names = new ArrayList<>();
                    byType.put(type, names);
                }
                names.add(method.substring(dot + 1));
            }
        }
        List<Hook> hooks = new ArrayList<>();
        for (Map.Entry<String, List<String>> each : byType.entrySet()) {
            hooks.add(new Methods(each.getKey(), each.getValue(), true));
        }
        return hooks;
    }

    /** Finds the annotation in whatever is not of a library. */
    public static HookFinder annotated() {
        return new Annotated();
    }

    private static final class Annotated implements HookFinder {
        private final AnnotatedMethods methods = new AnnotatedMethods(Task.class.getName());

        @Override
        public @Nullable Hook find(String name, byte[] bytes) {
            if (name.startsWith("dev/asyncz/") || Libraries.HOUSEKEEPING.own(name)) {
                return null;
            }
            Map<String, String> found = methods.in(bytes);
            if (found.isEmpty()) {
                return null;
            }
            String type = name.replace('/', '.');
            for (Map.Entry<String, String> each : found.entrySet()) {
                NamedTasks.name(type + "." + each.getKey(), each.getValue(), "@Task");
            }
            return new Methods(type, new ArrayList<>(found.keySet()), false);
        }
    }
}
