package com.acme.osgi;

import com.acme.Life;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.Felix;
import org.jboss.modules.LocalModuleLoader;

/** Runs {@link Inside} where it sees java.* and its own libraries: in a bundle of Felix, or a module of JBoss Modules. */
public final class Container {
    private Container() {}

    /** Takes "felix" or "jboss", the folder of the programs, and the jars of the module. */
    public static void main(String[] args) throws Exception {
        List<Path> paths = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            paths.add(Path.of(args[i]));
        }
        if (args[0].equals("felix")) {
            inFelix(paths);
        } else {
            inJbossModules(paths);
        }
        Life.untilInputEnds();
    }

    private static void inFelix(List<Path> paths) throws Exception {
        Felix felix = new Felix(Map.of(
                "org.osgi.framework.storage", "bundles",
                "org.osgi.framework.storage.clean", "onFirstInit",
                "org.osgi.framework.bootdelegation", System.getProperty("org.osgi.framework.bootdelegation", "")));
        felix.start();
        Path bundle = bundle(paths);
        felix.getBundleContext().installBundle(bundle.toUri().toString()).start();
    }

    /** The classes of this package, and the libraries as they are. */
    private static Path bundle(List<Path> paths) throws IOException {
        Path bundle = Path.of("inside.jar").toAbsolutePath();
        Manifest manifest = new Manifest();
        Attributes head = manifest.getMainAttributes();
        head.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        head.putValue("Bundle-ManifestVersion", "2");
        head.putValue("Bundle-SymbolicName", "com.acme.inside");
        head.putValue("Bundle-Activator", Activator.class.getName());
        head.putValue("Import-Package", "org.osgi.framework");
        head.putValue("DynamicImport-Package", "javax.*,org.w3c.*,org.xml.*,org.osgi.*");
        StringBuilder classPath = new StringBuilder(".");
        for (Path jar : paths.subList(1, paths.size())) {
            classPath.append(',').append(jar.getFileName());
        }
        head.putValue("Bundle-ClassPath", classPath.toString());
        try (OutputStream file = Files.newOutputStream(bundle);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (String name : List.of("Inside.class", "Inside$Task.class", "Activator.class")) {
                add(
                        out,
                        "com/acme/osgi/" + name,
                        paths.get(0).resolve("com/acme/osgi").resolve(name));
            }
            add(out, "log4j2.xml", paths.get(0).resolve("log4j2.xml"));
            for (Path jar : paths.subList(1, paths.size())) {
                add(out, jar.getFileName().toString(), jar);
            }
        }
        return bundle;
    }

    private static void add(JarOutputStream out, String name, Path file) throws IOException {
        out.putNextEntry(new JarEntry(name));
        Files.copy(file, out);
        out.closeEntry();
    }

    /** As an application server lays its modules out, on the disk. */
    private static void inJbossModules(List<Path> paths) throws Exception {
        Path modules = Path.of("modules").toAbsolutePath();
        StringBuilder description = new StringBuilder("<module xmlns='urn:jboss:module:1.9' name='inside'><resources>");
        for (Path path : paths) {
            description.append("<resource-root path='").append(path).append("'/>");
        }
        description.append("</resources><dependencies><module name='java.se'/></dependencies></module>");
        Path folder = Files.createDirectories(modules.resolve("inside/main"));
        Files.writeString(folder.resolve("module.xml"), description);
        ClassLoader loader = new LocalModuleLoader(new File[] {modules.toFile()})
                .loadModule("inside")
                .getClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        Runnable inside = (Runnable)
                loader.loadClass("com.acme.osgi.Inside").getConstructor().newInstance();
        inside.run();
    }
}
