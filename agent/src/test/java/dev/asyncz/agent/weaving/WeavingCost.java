package dev.asyncz.agent.weaving;

import dev.asyncz.agent.weaving.loading.LinkedCopy;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What weaving costs a JVM that has just started, by the agent's weaver or by ByteBuddy's: {@code it/benchmarks/weaver.sh}
 * starts it. Weaves the hooked classes of the JDK and of Log4j once, as a start does, and prints the milliseconds until
 * the first one was woven and until all were, the classes loaded meanwhile, and the most memory that the JVM has had.
 */
final class WeavingCost {
    private WeavingCost() {}

    private record Work(Hook hook, byte[] bytes) {}

    /** @param arguments {@code own}, {@code bytebuddy}, or {@code nothing} for what the rest of this program takes */
    public static void main(String[] arguments) throws Exception {
        ClassLoader loader = WeavingCost.class.getClassLoader();
        List<Work> all = new ArrayList<>();
        for (Hook hook : Hooks.all()) {
            byte @Nullable [] bytes = LinkedCopy.file(hook.type(), loader);
            if (bytes != null && (hook.type().startsWith("java.") || hook.type().startsWith("org.apache.logging."))) {
                all.add(new Work(hook, bytes));
            }
        }
        long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
        long began = System.nanoTime();
        long first = 0;
        long woven = 0;
        for (Work each : all) {
            woven += weave(arguments[0], each, loader);
            first = first == 0 ? System.nanoTime() - began : first;
        }
        long took = System.nanoTime() - began;
        long loaded = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() - classes;
        System.out.printf(
                "%.1f %.1f %d %d %d %d%n", first / 1e6, took / 1e6, loaded, peakKib() / 1024, all.size(), woven);
    }

    private static int weave(String by, Work work, ClassLoader loader) {
        return switch (by) {
            case "own" -> Weaving.weave(work.hook, work.bytes).length;
            case "bytebuddy" -> WithByteBuddy.weave(work.hook, work.bytes, loader).length;
            default -> 0;
        };
    }

    private static long peakKib() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }
}
