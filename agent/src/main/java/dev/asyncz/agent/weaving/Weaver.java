package dev.asyncz.agent.weaving;

import dev.asyncz.agent.weaving.inline.MissingMember;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.OwnPermissions;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The one class-file transformer. For a class that no hook names it costs three look-ups and a glance; ByteBuddy is loaded with the
 * first class that one does, or beside the application once a {@link #SCOUTS scout} is seen. A thread that loads a
 * class which a hook names does the weaving itself.
 */
public final class Weaver implements ClassFileTransformer {
    /** Loaded a good while before the first class to weave, by applications that will come to it. */
    private static final Set<String> SCOUTS = Set.of(
            "org/apache/logging/log4j/LogManager",
            "org/springframework/boot/SpringApplication",
            "org/springframework/boot/loader/Launcher",
            "org/springframework/boot/loader/launch/Launcher");

    /** Loggers that print and have no bridge, as they are loaded where somebody logs by them; what a user calls them. */
    private static final Map<String, String> PRINTING = Map.of(
            "org/slf4j/simple/SimpleLogger", "slf4j-simple",
            "org/slf4j/impl/SimpleLogger", "slf4j-simple",
            "org/apache/commons/logging/impl/SimpleLog", "Commons Logging's SimpleLog",
            "org/apache/logging/log4j/simple/SimpleLoggerContext", "Log4j's SimpleLogger",
            "com/ibm/websphere/ras/Tr", "Open Liberty's own messages (Tr)",
            "org/eclipse/jetty/logging/JettyLogger", "Jetty's own logger");

    private static final String STANDARD_STREAM = "java/io/PrintStream";

    private final Map<String, Hook> hooks = new HashMap<>();
    private final AtomicBoolean rehearsed = new AtomicBoolean();
    private final Set<String> products = new ConcurrentSkipListSet<>();
    private final HookFinder finder;
    private final FailureLog failures;

    /** The loaders that hide the boot class path, as far as they have been met. */
    private final Map<@Nullable ClassLoader, Boolean> hiding = new WeakHashMap<>();

    /**
     * @param hooks one for each class; where there are two, the later one
     * @param finder asked for every class that no hook names, but those of the JDK
     */
    public Weaver(List<Hook> hooks, HookFinder finder, FailureLog failures) {
        this.finder = finder;
        for (Hook hook : hooks) {
            this.hooks.put(hook.type().replace('.', '/'), hook);
        }
        this.failures = failures;
    }

    /** Starts weaving what is loaded from now on. */
    public void install(Instrumentation instrumentation) {
        instrumentation.addTransformer(this, true);
    }

    /** Weaves what was loaded before {@link #install}. */
    public void weaveLoaded(Instrumentation instrumentation) {
        List<Class<?>> loaded = new ArrayList<>();
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        // None: the JVM is ending already, and gives null.
        for (Class<?> each : all == null ? new Class<?>[0] : all) {
            if (hooks.containsKey(each.getName().replace('.', '/')) && instrumentation.isModifiableClass(each)) {
                // Class loaders first: the classes that they have loaded see through them what is woven into them.
                loaded.add(ClassLoader.class.isAssignableFrom(each) ? 0 : loaded.size(), each);
            }
        }
        weaveLoaded(instrumentation, loaded);
    }

    /** Weaves some of what was loaded before {@link #install}: returns when it is done. */
    public void weaveLoaded(Instrumentation instrumentation, List<Class<?>> loaded) {
        for (Class<?> each : loaded) {
            try {
                instrumentation.retransformClasses(each);
            } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
                failures.failed(
                        each.getName() + " was loaded before the agent and cannot be woven; it is not captured", e);
            }
        }
    }

    /** The schedulers and logging frameworks found so far, by name. */
    public List<String> products() {
        return List.copyOf(products);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null) {
            return null;
        }
        Hook hook = hooks.get(name);
        if (hook != null) {
            return weaveAsAgent(hook, loader, bytes);
        }
        String printing = PRINTING.get(name);
        if (printing != null && !hooks.containsKey(STANDARD_STREAM)) {
            failures.failed(
                    printing + " is there, and is not captured: capture.stdout=true keeps what it prints", null);
        }
        if (SCOUTS.contains(name) && !rehearsed.getAndSet(true)) {
            rehearse();
        }
        Hook found = loader == null ? null : find(name, bytes);
        return found == null ? null : weaveAsAgent(found, loader, bytes);
    }

    private @Nullable Hook find(String name, byte[] bytes) {
        try {
            return finder.find(name, bytes);
        } catch (Throwable t) {
            failures.failed(name.replace('/', '.') + " could not be looked into; a task in it may be missing", t);
            return null;
        }
    }

    private static void rehearse() {
        if (!OwnPermissions.matter()) {
            Rehearsal.begin();
            return;
        }
        OwnPermissions.of(new PrivilegedAction<@Nullable Void>() {
            @Override
            public @Nullable Void run() {
                Rehearsal.begin();
                return null;
            }
        });
    }

    private byte @Nullable [] weaveAsAgent(Hook hook, @Nullable ClassLoader loader, byte[] bytes) {
        if (!OwnPermissions.matter()) {
            return weave(hook, loader, bytes);
        }
        return OwnPermissions.of(new PrivilegedAction<byte @Nullable []>() {
            @Override
            public byte @Nullable [] run() {
                return weave(hook, loader, bytes);
            }
        });
    }

    private byte @Nullable [] weave(Hook hook, @Nullable ClassLoader loader, byte[] bytes) {
        try {
            if (!BootPath.isSeenBy(loader)) {
                warnOnce(loader, hook);
                return null;
            }
            byte[] woven = Weaving.weave(hook, bytes);
            if (!hook.product().isEmpty()) {
                products.add(hook.product());
            }
            return woven;
        } catch (MissingMember missing) {
            failures.failed(hook.type() + " is not captured: this version has no " + missing.getMessage(), null);
        } catch (Throwable t) {
            failures.failed(hook.type() + " could not be woven; it is not captured", t);
        }
        return null;
    }

    private void warnOnce(@Nullable ClassLoader loader, Hook hook) {
        boolean isNew;
        synchronized (hiding) {
            isNew = hiding.put(loader, true) == null;
        }
        if (isNew) {
            failures.failed(
                    "the class loader of " + hook.type() + " hides the boot class path: nothing that it loads is"
                            + " captured (" + loader + "). To change that, " + BootPath.remedy(loader),
                    null);
        }
    }
}
