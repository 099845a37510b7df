package dev.asyncz.it.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The jar as it ships, and those of other agents. */
public final class AgentJar {
    public static final Path PATH = Libs.path("asyncz.agent.jar");

    private AgentJar() {}

    /** Writes the jar of another agent: a class of the programs that has a premain, and the classes nested in it. */
    public static void write(Path jar, Class<?> premain) throws IOException {
        String name = premain.getName().replace('.', '/');
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", premain.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(bytes, manifest);
                Stream<Path> siblings = Files.list(Libs.PROGRAMS.resolve(name).getParent())) {
            List<Path> own = siblings.filter(
                            each -> each.getFileName().toString().matches(premain.getSimpleName() + "(\\$.*)?\\.class"))
                    .toList();
            for (Path each : own) {
                out.putNextEntry(
                        new JarEntry(Libs.PROGRAMS.relativize(each).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(each));
            }
        }
    }
}
