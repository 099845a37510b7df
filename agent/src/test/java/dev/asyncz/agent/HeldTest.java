package dev.asyncz.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.premain.AsynczAgent;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds something after its method has returned is written down, with its bound, in .github/docs/bounds.md. */
class HeldTest {
    private static final Path LIST = Path.of(System.getProperty("basedir", "."), "..", ".github", "docs", "bounds.md");
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Za-z0-9._]+)` \\|.*");
    private static final Pattern SHORT_LIVED = Pattern.compile("`([A-Z][A-Za-z0-9.]+)`");
    private static final Set<String> HOLDERS = Set.of("WeakIdentityMap");

    @Test
    void should_know_the_bound_of_whatever_is_held() throws Exception {
        Set<String> shortLived = shortLived();
        Set<String> held = new TreeSet<>();
        for (Class<?> home : new Class<?>[] {Hub.class, AsynczAgent.class}) {
            for (Class<?> type : classes(home)) {
                for (Field field : type.getDeclaredFields()) {
                    if (isHolder(field) && !shortLived.contains(name(type))) {
                        held.add(name(type) + "." + field.getName());
                    }
                }
            }
        }

        assertEquals(String.join("\n", listed()), String.join("\n", held));
    }

    private static Set<String> listed() throws IOException {
        return Files.readAllLines(LIST).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Classes whose objects are made for one call, or once, in the last two paragraphs of the list. */
    private static Set<String> shortLived() throws IOException {
        String text = Files.readString(LIST);
        return SHORT_LIVED
                .matcher(text.substring(text.indexOf("## Made once")))
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isHolder(Field field) {
        if (field.isSynthetic() || field.getDeclaringClass().isAnonymousClass()) {
            return false;
        }
        Class<?> type = field.getType().isArray() ? field.getType().getComponentType() : field.getType();
        boolean container = Map.class.isAssignableFrom(type)
                || Collection.class.isAssignableFrom(type)
                || ThreadLocal.class.isAssignableFrom(type)
                || ClassValue.class.isAssignableFrom(type)
                || ReferenceQueue.class.isAssignableFrom(type)
                || type == AtomicReferenceArray.class
                || type == AtomicIntegerArray.class
                || HOLDERS.contains(type.getSimpleName());
        return container && !field.getDeclaringClass().isRecord() && !isConstant(field);
    }

    /** A table that is made once and never changes. */
    private static boolean isConstant(Field field) {
        if (!Modifier.isStatic(field.getModifiers()) || !Modifier.isFinal(field.getModifiers())) {
            return false;
        }
        try {
            field.setAccessible(true);
            Object value = field.get(null);
            return value != null && value.getClass().getName().startsWith("java.util.ImmutableCollections");
        } catch (IllegalAccessException | LinkageError unreadable) {
            return false;
        }
    }

    private static String name(Class<?> type) {
        String name = type.getName();
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** From a folder, or from the jar that a whole build has made of it. */
    private static Set<Class<?>> classes(Class<?> home) throws Exception {
        Path place =
                Path.of(home.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return classesBelow(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return classesBelow(jar.getPath("/"));
        }
    }

    private static Set<Class<?>> classesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file ->
                            folder.relativize(file).toString().replace('/', '.').replace('\\', '.'))
                    .map(file -> load(file.substring(0, file.length() - ".class".length())))
                    .collect(Collectors.toSet());
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, HeldTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
