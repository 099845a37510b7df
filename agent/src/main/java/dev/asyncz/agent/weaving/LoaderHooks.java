package dev.asyncz.agent.weaving;

import dev.asyncz.bootstrap.BootClasses;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/**
 * Class loaders that hide the boot class path: JBoss Modules' (WildFly, EAP), Felix' and Equinox' (Karaf, Eclipse).
 * Each has one method that every class is asked of, which is answered for the boot packages alone.
 */
public final class LoaderHooks extends HookTable {
    private static final String JBOSS = "org.jboss.modules.ConcurrentClassLoader";
    private static final String FELIX = "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader";
    private static final String EQUINOX = "org.eclipse.osgi.internal.loader.ModuleClassLoader";

    public LoaderHooks() {
        add("", JBOSS);
        add("", FELIX);
        add("", EQUINOX);
    }

    @Override
    protected void weave(String classes, String type, Weaving on) {
        if (type.equals(JBOSS)) {
            on.advise(BootClassFirst.class, "performLoadClass", "java.lang.String", "boolean", "boolean");
        } else {
            on.advise(BootClassFirst.class, "loadClass", "java.lang.String", "boolean");
        }
    }

    static final class BootClassFirst {
        @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
        static @Nullable Object enter(@Advice.Argument(0) @Nullable String name) throws ClassNotFoundException {
            return BootClasses.find(name);
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        @SuppressWarnings("UnusedVariable") // Writing it changes what the woven method returns.
        static void exit(
                @Advice.Enter @Nullable Object found,
                @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object type) {
            type = BootClasses.either(found, type);
        }
    }
}
