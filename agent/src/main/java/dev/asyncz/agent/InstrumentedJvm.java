package dev.asyncz.agent;

import dev.asyncz.bootstrap.naming.JvmView;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** The JVM, as an agent sees it. */
final class InstrumentedJvm extends JvmView {
    private final Instrumentation instrumentation;

    InstrumentedJvm(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    protected void open(Module module, String packageName) {
        instrumentation.redefineModule(
                module, Set.of(), Map.of(), Map.of(packageName, Set.of(JvmView.class.getModule())), Set.of(), Map.of());
    }

    @Override
    protected Class<?>[] loadedClasses() {
        return instrumentation.getAllLoadedClasses();
    }
}
