package dev.asyncz.it.harness.programs;

import dev.asyncz.it.harness.Libs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** A Spring Boot application in one jar, as Boot's own build plugin makes it: libraries stored, its loader on top. */
public final class FatJar {
    private FatJar() {}

    /**
     * Writes one.
     *
     * @param files the application's own, below {@link Libs#PROGRAMS}
     */
    public static void write(Path jar, String boot, String mainClass, List<String> files) throws IOException {
        Path loader = Libs.file("org.springframework.boot:spring-boot-loader:" + boot);
        String launcher = boot.startsWith("2.") ? "" : "launch.";
        Manifest manifest = new Manifest();
        Attributes head = manifest.getMainAttributes();
        head.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        head.put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader." + launcher + "JarLauncher");
        head.putValue("Start-Class", mainClass);
        head.putValue("Spring-Boot-Version", boot);
        head.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
        head.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            addLoader(out, loader);
            out.putNextEntry(new JarEntry("BOOT-INF/classes/"));
            for (String each : files) {
                add(out, "BOOT-INF/classes/" + each, Files.readAllBytes(Libs.PROGRAMS.resolve(each)));
            }
            out.putNextEntry(new JarEntry("BOOT-INF/lib/"));
            for (Path each : Libs.jars("org.springframework.boot:spring-boot-starter:" + boot)) {
                add(out, "BOOT-INF/lib/" + each.getFileName(), Files.readAllBytes(each));
            }
        }
    }

    private static void addLoader(JarOutputStream out, Path loader) throws IOException {
        try (JarFile classes = new JarFile(loader.toFile())) {
            for (JarEntry entry : classes.stream()
                    .filter(each -> each.getName().startsWith("org/"))
                    .toList()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream in = classes.getInputStream(entry)) {
                    in.transferTo(out);
                }
            }
        }
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        JarEntry entry = new JarEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
    }
}
