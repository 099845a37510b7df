package dev.asyncz.agent.weaving.loading;

import dev.asyncz.bootstrap.Hub;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.jspecify.annotations.Nullable;

/** Lets this JVM verify class files, by linking them in a loader that is thrown away. */
public final class LinkedCopy extends URLClassLoader {
    private static final String COPY = "woven.Copy";

    private final Map<String, byte[]> own;

    private LinkedCopy(Map<String, byte[]> own, URL[] beside) {
        super(beside, ClassLoader.getPlatformClassLoader());
        this.own = own;
    }

    /** Has these jars and what advice calls: a library as it comes, whatever version of it the tests have. */
    public static URLClassLoader of(URL... jars) {
        return new LinkedCopy(Map.of(), jars);
    }

    /**
     * What the JVM has against a class; empty for nothing. A class of the JDK is looked at under another name, as those
     * are not verified; one that knows its own subclasses does not verify then even before it is woven.
     */
    public static String byJvm(String type, byte[] bytes, ClassLoader loader) {
        boolean isJdk = type.startsWith("java.");
        String name = isJdk ? COPY : type;
        Map<String, byte[]> own = Map.of(name, isJdk ? renamed(type, bytes) : bytes);
        URL[] beside = loader instanceof URLClassLoader jars ? jars.getURLs() : new URL[0];
        try (URLClassLoader copies = new LinkedCopy(own, beside)) {
            link(copies.loadClass(name));
            return "";
        } catch (LinkageError | ClassNotFoundException broken) {
            return broken.toString();
        } catch (IOException unclosed) {
            throw new AssertionError(unclosed);
        }
    }

    /** Verifies with it, but initialises nothing. */
    @SuppressWarnings("ReturnValueIgnored") // Asking is what links.
    private static void link(Class<?> type) {
        type.getDeclaredConstructors();
    }

    private static byte[] renamed(String type, byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        SimpleRemapper toCopy = new SimpleRemapper(Opcodes.ASM9, type.replace('.', '/'), COPY.replace('.', '/'));
        new ClassReader(bytes).accept(new ClassRemapper(writer, toCopy), 0);
        return writer.toByteArray();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return name.startsWith("dev.asyncz.bootstrap.") && !own.containsKey(name)
                ? Hub.class.getClassLoader().loadClass(name)
                : super.loadClass(name, resolve);
    }

    /** Whether its jar is signed or not: all classes of a package have to be, or none. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = own.containsKey(name) ? own.get(name) : file(name, this);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** A jar or a folder, as loaders have it. */
    public static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The class file of a type; null if it is not there. */
    public static byte @Nullable [] file(String type, ClassLoader loader) {
        try (InputStream in = loader.getResourceAsStream(type.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
