package dev.asyncz.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainPackagesTest {

    @ParameterizedTest
    @CsvSource({
        "org.apache.zookeeper.server.quorum.QuorumPeerMain zoo.cfg, org.apache.zookeeper.",
        "org.apache.activemq.artemis.boot.Artemis run, org.apache.activemq.",
        "com.hazelcast.core.server.HazelcastMemberStarter, com.hazelcast.",
        "com.acme/com.acme.jobs.Main, com.acme.",
        "acme.Main, acme.",
        "Main, ''",
        "org.apache.karaf.main.Main, ''",
        "org.jboss.modules.Main -mp modules org.jboss.as.standalone, ''",
        "missing.jar, ''"
    })
    void should_be_those_of_the_main_class_unless_that_only_launches(String command, String packages) {
        assertEquals(packages, MainPackages.of(MainPackages.main(command)));
    }

    @Test
    void should_be_those_of_what_a_launcher_starts(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("conductor.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.JarLauncher");
        manifest.getMainAttributes().putValue("Start-Class", "com.netflix.conductor.Conductor");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }

        assertEquals("com.netflix.conductor.", MainPackages.of(MainPackages.main(jar + " --secret")));
    }
}
