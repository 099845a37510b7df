package dev.asyncz.bootstrap.naming;

import java.io.File;
import java.net.URL;
import java.security.AccessController;
import java.security.CodeSource;
import java.security.PrivilegedAction;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the application itself has brought from its libraries, by where classes come from: its own part of a war or
 * of Spring Boot's jar, a deployment, a folder, the jar of its main class. Asked of classes alone whose names are a
 * library's. Never throws.
 */
final class Brought {
    private static final int MAX_PACKAGES = 1_000;

    /** Where deployments, and what launchers start, have their own classes. */
    private static final String[] OWN = {"/WEB-INF/classes", "BOOT-INF/classes", "/quarkus-app/app/"};

    private static final String ARTIFACTS = "META-INF/maven/";

    /** The packages of such classes, with names as a library has them. */
    private static final ConcurrentMap<String, Boolean> PACKAGES = new ConcurrentHashMap<>();

    /** Where the class is from that the JVM was started to run; null until somebody asks. */
    private static volatile @Nullable String mainSource;

    private static final ClassValue<Boolean> MET = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Libraries.HOUSEKEEPING.own(type.getName()) && isBrought(type);
        }
    };

    private Brought() {}

    /** Notes a class that schedules something, or is scheduled. */
    static void met(Class<?> type) {
        if (MET.get(type) && PACKAGES.size() < MAX_PACKAGES) {
            PACKAGES.put(type.getPackageName(), true);
        }
    }

    /** Whether a class, or a method or a place within one, is in a package of such a class. */
    static boolean has(String name) {
        if (PACKAGES.isEmpty()) {
            return false;
        }
        for (int dot = name.indexOf('.'); dot > 0 && dot + 1 < name.length(); dot = name.indexOf('.', dot + 1)) {
            if (Character.isUpperCase(name.charAt(dot + 1))) {
                return PACKAGES.containsKey(name.substring(0, dot));
            }
        }
        return false;
    }

    private static boolean isBrought(Class<?> type) {
        try {
            String at = source(type);
            return at != null && (isOwn(at) || at.equals(mainSource()));
        } catch (Throwable unreadable) {
            return false;
        }
    }

    /** @param at as a URL has it */
    static boolean isOwn(String at) {
        for (String each : OWN) {
            if (at.contains(each)) {
                return true;
            }
        }
        boolean folder = at.startsWith("file:") && at.endsWith("/");
        // JBoss' own modules are in jars; what is deployed is mounted.
        boolean deployed = at.startsWith("vfs:") && !at.contains("/lib/");
        return folder || deployed;
    }

    private static String mainSource() {
        String known = mainSource;
        if (known == null) {
            known = "";
            JvmView jvm = JvmView.present();
            String main = Infrastructure.main();
            if (main.isEmpty()) {
                return known; // It is told once the JVM has begun it: until then nobody knows.
            }
            if (jvm != null) {
                for (Class<?> each : jvm.loadedClasses()) {
                    String at = each.getName().equals(main) ? source(each) : null;
                    if (at != null && isOfOne(at)) {
                        known = at;
                    }
                }
            }
            mainSource = known;
        }
        return known;
    }

    /** A jar may hold the application and all its libraries: then it says nothing of whose a class is. */
    @SuppressWarnings("removal") // Only matters where there is a security manager.
    static boolean isOfOne(String at) {
        return AccessController.doPrivileged(new PrivilegedAction<Boolean>() {
            @Override
            public Boolean run() {
                Set<String> artifacts = new HashSet<>();
                try (JarFile jar = new JarFile(new File(new URL(at).toURI()), false)) {
                    for (Enumeration<JarEntry> each = jar.entries(); each.hasMoreElements(); ) {
                        String name = each.nextElement().getName();
                        if (name.startsWith(ARTIFACTS) && name.endsWith("/pom.properties")) {
                            artifacts.add(name);
                        }
                    }
                    return artifacts.size() <= 1;
                } catch (Exception unreadable) {
                    return false;
                }
            }
        });
    }

    @SuppressWarnings("removal") // Only matters where there is a security manager.
    private static @Nullable String source(Class<?> type) {
        return AccessController.doPrivileged(new PrivilegedAction<@Nullable String>() {
            @Override
            public @Nullable String run() {
                CodeSource source = type.getProtectionDomain().getCodeSource();
                URL at = source == null ? null : source.getLocation();
                return at == null ? null : at.toString();
            }
        });
    }
}
