package dev.asyncz.agent.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.weaving.loading.LinkedCopy;
import java.io.File;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Hooks whose class is in this JDK or on the tests' class path; {@link LibraryWeavingIT} has the versions of libraries. */
class HookWeavingTest {
    private static final ClassLoader LOADER = LinkedCopy.of(classPath());

    /** EntryKind off the tests' class path, as they would take its logging or are whole servers. */
    private static final List<String> ELSEWHERE = List.of(
            "com.sun.ejb.",
            "io.grpc.netty.shaded.",
            "io.netty.",
            "io.quarkus.bootstrap.",
            "org.apache.felix.",
            "org.apache.openejb.",
            "org.eclipse.osgi.",
            "org.glassfish.enterprise.",
            "org.jboss.logmanager.",
            "org.jboss.modules.");

    /** What no copy of it could be linked of, whoever has woven it: the JVM verifies those where it runs with the agent. */
    private static final Set<String> NOT_LINKED = new TreeSet<>(Set.of(
            "io.quarkus.scheduler.common.runtime.StatusEmitterInvoker",
            "java.lang.Throwable",
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.ForkJoinTask",
            "sun.nio.ch.AsynchronousServerSocketChannelImpl",
            "sun.nio.ch.ServerSocketChannelImpl"));

    /** As jars of a loader of its own: what is private to a package is so there, too. */
    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .map(Path::of)
                .map(LinkedCopy::url)
                .toArray(URL[]::new);
    }

    /** The hooks for classes that this JDK does not have yet. */
    static Set<String> ofLaterJdks() {
        Set<String> later = new TreeSet<>();
        if (Runtime.version().feature() < 21) {
            later.add("java.lang.ThreadBuilders");
        }
        if (Runtime.version().feature() < 25) {
            later.add("java.util.concurrent.DelayScheduler$ScheduledForkJoinTask");
        }
        return later;
    }

    @Test
    void should_do_what_byte_buddy_does_in_each_class_that_is_there(TestReporter reporter) {
        Proofs proofs = new Proofs();
        proofs.of(Hooks.all(), LOADER);
        reporter.publishEntry("weaver", proofs.toString());

        Set<String> missing = proofs.missing(Hooks.all());
        missing.removeAll(ofLaterJdks());
        missing.removeIf(each -> ELSEWHERE.stream().anyMatch(each::startsWith));
        assertEquals(Set.of(), missing, "neither in this JDK nor on the class path");
        assertTrue(
                NOT_LINKED.containsAll(proofs.unverified().keySet()),
                () -> proofs.unverified().toString());
        assertTrue(proofs.methods() > 100, proofs::toString);
    }

    @Test
    void should_have_one_hook_for_each_class() {
        List<String> types = Hooks.all().stream().map(Hook::type).toList();

        assertEquals(types.size(), Set.copyOf(types).size());
    }
}
