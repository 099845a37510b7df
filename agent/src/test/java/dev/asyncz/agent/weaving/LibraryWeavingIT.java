package dev.asyncz.agent.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asyncz.agent.weaving.loading.LinkedCopy;
import dev.asyncz.agent.weaving.loading.MavenJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hook in every version of its library of the matrix. */
class LibraryWeavingIT {
    private static final Proofs ALL = new Proofs();

    /** In no artifact of its own, but within that of a server, which has a test with the whole agent. */
    private static final Set<String> WITHIN_SERVERS = Set.of("com.sun.ejb.containers.BaseContainer");

    private static final Set<String> FOR_JAVA_25 = Set.of("io.micronaut:micronaut-context:5.2.23");

    static List<String> libraries() {
        return List.of(
                "ch.qos.logback:logback-classic:1.2.13",
                "ch.qos.logback:logback-classic:1.3.16",
                "ch.qos.logback:logback-classic:1.5.18",
                "ch.qos.logback:logback-classic:1.6.6",
                "ch.qos.reload4j:reload4j:1.2.27",
                "com.github.kagkarlsson:db-scheduler:16.12.0",
                "io.grpc:grpc-netty-shaded:1.76.0",
                "io.micronaut:micronaut-context:4.10.26",
                "io.micronaut:micronaut-context:5.2.23",
                "io.netty.incubator:netty-incubator-transport-classes-io_uring:0.0.26.Final",
                "io.netty:netty-transport-classes-epoll:4.1.136.Final",
                "io.netty:netty-transport-classes-io_uring:4.2.7.Final",
                "io.netty:netty-transport-classes-kqueue:4.1.136.Final",
                "io.quarkus:quarkus-scheduler:3.38.0",
                "log4j:log4j:1.2.17",
                "net.javacrumbs.shedlock:shedlock-spring:6.10.0",
                "net.javacrumbs.shedlock:shedlock-spring:7.10.1",
                "org.apache.felix:org.apache.felix.framework:7.0.5",
                "org.apache.logging.log4j:log4j-core:2.17.2 org.apache.logging.log4j:log4j-jul:2.17.2",
                "org.apache.logging.log4j:log4j-core:2.20.0 org.apache.logging.log4j:log4j-jul:2.20.0",
                "org.apache.logging.log4j:log4j-core:2.26.1 org.apache.logging.log4j:log4j-jul:2.26.1",
                "org.apache.tomee:openejb-core:8.0.15",
                "org.apache.tomee:openejb-core:9.0.0",
                "org.eclipse.platform:org.eclipse.osgi:3.23.0",
                "org.glassfish:jakarta.enterprise.concurrent:3.0.1"
                        + " jakarta.enterprise.concurrent:jakarta.enterprise.concurrent-api:3.1.1",
                "org.glassfish:javax.enterprise.concurrent:1.1",
                "org.jboss.logmanager:jboss-logmanager:2.1.19.Final",
                "org.jboss.logmanager:jboss-logmanager:3.1.2.Final",
                "org.jboss.logmanager:jboss-logmanager:3.2.2.Final",
                "org.jboss.modules:jboss-modules:1.5.4.Final",
                "org.jboss.modules:jboss-modules:2.1.6.Final",
                "org.jobrunr:jobrunr:7.5.3",
                "org.jobrunr:jobrunr:8.7.0",
                "org.quartz-scheduler:quartz:2.3.2",
                "org.quartz-scheduler:quartz:2.5.2",
                "org.slf4j:jul-to-slf4j:1.7.36",
                "org.slf4j:jul-to-slf4j:2.0.17",
                "org.springframework:spring-context:5.3.31",
                "org.springframework:spring-context:6.0.0",
                "org.springframework:spring-context:6.0.23",
                "org.springframework:spring-context:6.1.0",
                "org.springframework:spring-context:6.1.1",
                "org.springframework:spring-context:6.1.21",
                "org.springframework:spring-context:6.2.11",
                "org.springframework:spring-context:7.0.10");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void should_do_what_byte_buddy_does_in_each_version_of_a_library(String libraries, TestReporter reporter) {
        assumeTrue(
                !FOR_JAVA_25.contains(libraries) || Runtime.version().feature() >= 25, libraries + " is for Java 25");
        Proofs proofs = new Proofs();
        ClassLoader loader = LinkedCopy.of(MavenJars.of(libraries));
        List<Hook> ofLibraries =
                Hooks.all().stream().filter(each -> !isOfJdk(each.type())).toList();
        proofs.of(ofLibraries, loader);
        ALL.add(proofs);
        reporter.publishEntry(libraries, proofs.toString());

        assertNotEquals(0, proofs.methods(), libraries + " has no class that a hook names");
    }

    /** Where the versions of all integration tests stand: a dependency for the newest, a property for older ones. */
    @Test
    void should_know_each_version_of_the_matrix() throws IOException {
        String versions = Files.readString(Path.of(String.valueOf(System.getProperty("asyncz.versions"))));
        Set<String> missing = new TreeSet<>();
        for (String line : libraries()) {
            String artifact = line.split(":")[1];
            Matcher stated = Pattern.compile("<artifactId>" + artifact + "</artifactId>\\s*<version>(.*)</version>|<"
                            + artifact + "\\.older>(.*)</")
                    .matcher(versions);
            while (stated.find()) {
                String some = String.valueOf(stated.group(1) == null ? stated.group(2) : stated.group(1));
                Stream.of(some.split(" ")).map(each -> artifact + ":" + each).forEach(missing::add);
            }
        }
        missing.removeIf(each -> libraries().stream().anyMatch(line -> line.contains(":" + each)));

        assertEquals(Set.of(), missing);
    }

    private static boolean isOfJdk(String type) {
        return LinkedCopy.file(type, ClassLoader.getPlatformClassLoader()) != null;
    }

    @AfterAll
    static void should_have_left_no_hook_out(TestReporter reporter) {
        Set<String> missing = new TreeSet<>(ALL.missing(Hooks.all()));
        missing.removeIf(LibraryWeavingIT::isOfJdk);
        missing.removeAll(HookWeavingTest.ofLaterJdks());
        // The agent's own door, which HookWeavingTest has.
        missing.remove("dev.asyncz.api.TaskScope");
        reporter.publishEntry("weaver", ALL + "; in no library: " + missing);

        assertEquals(WITHIN_SERVERS, missing);
    }
}
