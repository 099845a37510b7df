package dev.asyncz.agent;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The packages of the class that a JVM was started to run: what they schedule is the application's own, though
 * others use it as a library, such as ZooKeeper. What only launches the application, or is a server for it, does not count.
 */
final class MainPackages {
    private static final List<String> LAUNCHERS = List.of(
            "org.springframework.boot.loader.",
            "org.jboss.",
            "org.wildfly.",
            "org.apache.karaf.",
            "org.apache.felix.",
            "org.apache.catalina.",
            "org.apache.tomee.",
            "org.apache.openejb.",
            "org.apache.spark.deploy.",
            "org.eclipse.jetty.",
            "org.eclipse.equinox.",
            "org.eclipse.osgi.",
            "org.glassfish.",
            "com.sun.",
            "com.ibm.ws.",
            "fish.payara.",
            "io.openliberty.",
            "io.quarkus.",
            "java.",
            "jdk.",
            "sun.");

    /** Whoever has a package below these is told by the third part of the name. */
    private static final List<String> SHARED =
            List.of("org.apache.", "org.eclipse.", "com.google.", "io.github.", "com.github.", "com.netflix.");

    private MainPackages() {}

    /**
     * The main class; empty if it is not known, or launches something else.
     *
     * @param command what the JVM was started with, as sun.java.command has it
     */
    static String main(String command) {
        String first = command.strip().replaceFirst(" .*", "");
        String main = first.endsWith(".jar") ? ofJar(new File(first)) : first.substring(first.indexOf('/') + 1);
        return main == null || isBelow(LAUNCHERS, main) ? "" : main;
    }

    /** How the names of a main class's packages begin, with a dot at the end; empty for none. */
    static String of(String main) {
        int end = main.indexOf('.', main.indexOf('.') + 1);
        if (isBelow(SHARED, main)) {
            end = main.indexOf('.', end + 1);
        }
        return end < 0 ? main.substring(0, main.lastIndexOf('.') + 1) : main.substring(0, end + 1);
    }

    private static boolean isBelow(List<String> packages, String type) {
        for (String each : packages) {
            if (type.startsWith(each)) {
                return true;
            }
        }
        return false;
    }

    /** The class that a launcher starts, else the launcher; null where the jar does not say. */
    private static @Nullable String ofJar(File file) {
        try (JarFile jar = new JarFile(file, false)) {
            Manifest manifest = jar.getManifest();
            Attributes head = manifest == null ? new Attributes() : manifest.getMainAttributes();
            String started = head.getValue("Start-Class");
            return started != null ? started : head.getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException unreadable) {
            return null;
        }
    }
}
