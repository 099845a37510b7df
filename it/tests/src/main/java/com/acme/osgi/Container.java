package com.acme.osgi;

import com.acme.Life;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jboss.modules.LocalModuleLoader;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Runs {@link Inside} where it sees java.* and its own libraries: in a bundle of each OSGi framework on the class path,
 * in a module of JBoss Modules, and behind a loader of a make that nobody knows.
 */
public final class Container {
    private Container() {}

    /** Takes the folder of the programs, and the jars of the module. */
    public static void main(String[] args) throws Exception {
        List<Path> paths = Stream.of(args).map(Path::of).toList();
        Path bundle = bundle(paths);
        for (FrameworkFactory each : ServiceLoader.load(FrameworkFactory.class)) {
            inBundle(each, bundle);
        }
        inJbossModules(paths);
        run(new Hiding(paths));
        Life.untilInputEnds();
    }

    private static void inBundle(FrameworkFactory factory, Path bundle) throws Exception {
        Framework framework = factory.newFramework(Map.of(
                "org.osgi.framework.storage",
                factory.getClass().getName(),
                "org.osgi.framework.storage.clean",
                "onFirstInit"));
        framework.start();
        framework.getBundleContext().installBundle(bundle.toUri().toString()).start();
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
        run(loader);
    }

    private static void run(ClassLoader loader) throws Exception {
        Thread.currentThread().setContextClassLoader(loader);
        Runnable inside = (Runnable)
                loader.loadClass("com.acme.osgi.Inside").getConstructor().newInstance();
        inside.run();
    }

    /** Gives what is the application's and the JDK's, and nothing else of the boot class path. */
    private static final class Hiding extends URLClassLoader {
        Hiding(List<Path> paths) throws IOException {
            super(urls(paths), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] urls(List<Path> paths) throws IOException {
            URL[] urls = new URL[paths.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = paths.get(i).toUri().toURL();
            }
            return urls;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("dev.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
