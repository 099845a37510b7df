package dev.asyncz.bootstrap.naming;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.security.AccessController;
import java.security.CodeSource;
import java.security.PrivilegedAction;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Tells the classes of other agents from those of the application, by where they come from: the boot class path, which
 * agents append to; a jar of an agent; or a loader that is itself a class of an agent. Never throws.
 */
public final class OtherAgents {
    private static final String OWN = "dev.asyncz.";
    private static final int MOST_TASKS = 1_000;
    private static final int MOST_JARS = 1_000;
    private static final long BETWEEN_LOOKS = TimeUnit.MINUTES.toNanos(1);
    private static final String[] MARKS = {"Premain-Class", "Agent-Class", "Launcher-Agent-Class"};

    private static final ConcurrentMap<String, Boolean> JARS = new ConcurrentHashMap<>();
    private static final ConcurrentMap<String, Boolean> TASKS = new ConcurrentHashMap<>();

    private static final ClassValue<Boolean> OWNED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isOfAgent(type, new IdentityHashMap<>());
        }
    };

    /** The packages that none but classes of agents were seen in: some agents define helpers in the application's loaders. */
    private static volatile Set<String> packages = Set.of();

    private static volatile long lookedNanos;

    private OtherAgents() {}

    /** Looks at the classes that are loaded. Takes milliseconds. */
    public static void look() {
        JvmView jvm = JvmView.present();
        lookedNanos = System.nanoTime();
        try {
            packages = jvm == null ? Set.of() : packagesOfAgents(jvm.loadedClasses());
        } catch (Throwable unreadable) {
            // Classes of agents are told by their loaders alone.
        }
    }

    /** Whether another agent brings the class. */
    public static boolean owns(Class<?> type) {
        return OWNED.get(type) || packages.contains(type.getPackageName());
    }

    /** Notes that a task is an agent's own. */
    public static void ownsTask(String task) {
        if (TASKS.size() < MOST_TASKS) {
            TASKS.put(task, true);
        }
    }

    /** Whether a name is that of an agent's own task, or of a class, a method or a place in a package of an agent. */
    public static boolean owns(String name) {
        return TASKS.containsKey(name) || isIn(packages, name);
    }

    /** As {@link #owns(String)}, for what was seen at some time; looks at the JVM again if the last look is long ago. */
    public static boolean ownsFrame(String name) {
        if (System.nanoTime() - lookedNanos > BETWEEN_LOOKS) {
            look();
        }
        return owns(name);
    }

    private static Set<String> packagesOfAgents(Class<?>[] loaded) {
        Map<Object, Boolean> known = new IdentityHashMap<>();
        Set<String> theirs = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (Class<?> each : loaded) {
            if (!each.isArray() && !each.isHidden()) {
                (isOfAgent(each, known) ? theirs : others).add(each.getPackageName());
            }
        }
        theirs.removeAll(others);
        theirs.remove("");
        return theirs;
    }

    /** A class begins with a capital letter, and a package does not. */
    private static boolean isIn(Set<String> packages, String name) {
        if (packages.isEmpty()) {
            return false;
        }
        for (int dot = name.indexOf('.'); dot > 0 && dot + 1 < name.length(); dot = name.indexOf('.', dot + 1)) {
            if (Character.isUpperCase(name.charAt(dot + 1))) {
                return packages.contains(name.substring(0, dot));
            }
        }
        return false;
    }

    /** @param known loaders and sources of code that were asked for before */
    private static boolean isOfAgent(Class<?> type, Map<Object, Boolean> known) {
        ClassLoader loader = type.getClassLoader();
        if (loader == null) {
            return !type.getModule().isNamed() && !type.getName().startsWith(OWN);
        }
        Object origin = loader == ClassLoader.getSystemClassLoader() ? source(type) : loader;
        if (origin == null || loader == ClassLoader.getPlatformClassLoader()) {
            return false;
        }
        Boolean before = known.get(origin);
        if (before == null) {
            known.put(origin, false); // A loader may have defined its own class.
            before = origin instanceof CodeSource source
                    ? !type.getName().startsWith(OWN) && isAgentJar(source.getLocation())
                    : isOfAgent(loader.getClass(), known);
            known.put(origin, before);
        }
        return before;
    }

    /** A security manager asks for a permission of everybody on the stack, which is the application's business. */
    @SuppressWarnings("removal") // Only matters where there is a security manager.
    private static @Nullable CodeSource source(Class<?> type) {
        return AccessController.doPrivileged(new PrivilegedAction<@Nullable CodeSource>() {
            @Override
            public @Nullable CodeSource run() {
                return type.getProtectionDomain().getCodeSource();
            }
        });
    }

    /** A jar that is on the class path because the JVM has appended it: the user has not named it there. */
    @SuppressWarnings("removal")
    private static boolean isAgentJar(@Nullable URL location) {
        if (location == null || !"file".equals(location.getProtocol())) {
            return false;
        }
        Boolean known = JARS.get(location.getPath());
        if (known == null) {
            known = AccessController.doPrivileged(new PrivilegedAction<Boolean>() {
                @Override
                public Boolean run() {
                    return looksLikeAgent(location);
                }
            });
            if (JARS.size() < MOST_JARS) {
                JARS.put(location.getPath(), known);
            }
        }
        return known;
    }

    private static boolean looksLikeAgent(URL location) {
        try {
            File file = new File(location.toURI());
            return file.isFile() && !isOnClassPath(file) && isMarked(file);
        } catch (Exception unreadable) {
            return false;
        }
    }

    private static boolean isOnClassPath(File file) {
        String path = System.getProperty("java.class.path", "");
        StringTokenizer each = new StringTokenizer(path, File.pathSeparator);
        while (each.hasMoreTokens()) {
            File entry = new File(each.nextToken());
            if (entry.getName().equals(file.getName())
                    && entry.toPath().toAbsolutePath().normalize().equals(file.toPath())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMarked(File file) throws IOException {
        try (JarFile jar = new JarFile(file, false)) {
            Manifest manifest = jar.getManifest();
            Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
            for (String mark : MARKS) {
                if (attributes.getValue(mark) != null) {
                    return true;
                }
            }
            return false;
        }
    }
}
