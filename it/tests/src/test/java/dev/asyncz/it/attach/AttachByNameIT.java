package dev.asyncz.it.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attach} by a part of a name, among JVMs whose names nobody else on this machine has. */
final class AttachByNameIT {
    private static final String PROGRAM = "com.acme.attach.Plain";

    private final String name = "shop-" + UUID.randomUUID();

    @TempDir
    private Path folder;

    @Test
    void should_attach_to_the_only_jvm_that_has_it_in_its_name() throws IOException {
        try (App app = started(name)) {
            App.Ended attached = command("attach", name.toUpperCase(), "--port", "0", "--storage.maxlen=77");

            assertEquals(0, attached.exitCode(), attached.stderr());
            assertTrue(attached.stdout().contains(app.dashboard().page()), attached.stdout());
            assertTrue(app.stderr().contains("storage.maxlen=77"), app.stderr());
        }
    }

    @Test
    void should_list_them_when_several_have_it() throws IOException {
        try (App one = started(name + "-a");
                App other = started(name + "-b")) {
            App.Ended refused = command("attach", name);

            assertEquals(2, refused.exitCode());
            assertTrue(refused.stderr().contains(one.pid() + "  "), refused.stderr());
            assertTrue(refused.stderr().contains(other.pid() + "  "), refused.stderr());
        }
    }

    private App started(String jarName) throws IOException {
        Path jar = folder.resolve(jarName + ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, PROGRAM);
        String file = PROGRAM.replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry(file));
            Files.copy(Libs.PROGRAMS.resolve(file), out);
        }
        return Launch.on(Jdk.RUNNING).withoutAgent().jar(jar, "reads").start().awaitStdout("context loader");
    }

    private static App.Ended command(String... words) {
        return Launch.on(Jdk.RUNNING).withoutAgent().jar(AgentJar.PATH, words).run();
    }
}
