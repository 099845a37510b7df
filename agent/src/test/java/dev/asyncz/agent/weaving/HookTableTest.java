package dev.asyncz.agent.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.logging.LoggingFrameworks;
import dev.asyncz.agent.schedulers.Schedulers;
import dev.asyncz.agent.weaving.inline.MissingMember;
import dev.asyncz.bootstrap.naming.Libraries;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is known of a library is complete: what has been left out is named. */
class HookTableTest {
    private static final Path DOCS = Path.of(System.getProperty("basedir", "."), "..", ".github", "docs");
    private static final HookTable SCHEDULERS = new Schedulers();
    private static final HookTable FRAMEWORKS = LoggingFrameworks.known();

    /** What is asked in a server, or beside a scheduler, has no row of its own, but words in the table of schedulers. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "EJB timer", "Enterprise beans",
            "ManagedScheduledExecutorService", "Managed executors",
            "ShedLock", "A run that ShedLock skips");

    /** Rows of the matrix that go by the hooks of another one. */
    private static final Map<String, String> SAME_HOOKS = Map.of(
            "Spring", "Spring scheduling",
            "Spring Boot, with Logback", "Spring scheduling",
            "reload4j", "Log4j 1",
            "Tomcat JULI", "java.util.logging");

    /** These belong to no framework, or to one that has more than they. */
    private static final Set<String> NO_FRAMEWORKS = Set.of("PrintingHooks", "EarlierLog4j2Hooks");

    /** What gives a task its name, in the boot packages. */
    private static final Set<String> NAMING =
            Set.of("Runs.begin", "Plans.beginNaming", "Timeouts.found", "TaskNames.rememberAs");

    @BeforeAll
    static void addLibraries() {
        Libraries.add(SCHEDULERS.packages() + FRAMEWORKS.packages());
    }

    @AfterAll
    static void forgetLibraries() {
        Libraries.add("");
    }

    @Test
    void should_have_all_of_each_scheduler() throws Exception {
        List<String> missing = new ArrayList<>();
        List<Class<?>> all = files("dev/asyncz/agent/schedulers/libraries");
        for (Class<?> each : all) {
            missing.addAll(missing(each, SCHEDULERS));
            if (calls(each).stream().noneMatch(NAMING::contains)) {
                missing.add(each.getSimpleName() + ": nothing names its tasks");
            }
        }

        assertTrue(all.size() > 8, all::toString);
        assertEquals(List.of(), missing);
    }

    @Test
    void should_have_all_of_each_logging_framework() throws Exception {
        List<String> missing = new ArrayList<>();
        List<Class<?>> all = files("dev/asyncz/agent/logging");
        all.removeIf(each -> NO_FRAMEWORKS.contains(each.getSimpleName()));
        for (Class<?> each : all) {
            missing.addAll(missing(each, FRAMEWORKS));
            Set<String> bridges = bridges(each);
            if (bridges.isEmpty()) {
                missing.add(each.getSimpleName() + ": no bridge reads its lines");
            }
            bridges.removeIf(bridge -> file(bridge) != null);
            bridges.forEach(bridge -> missing.add(each.getSimpleName() + ": there is no " + bridge));
        }

        assertTrue(all.size() > 4, all::toString);
        assertEquals(List.of(), missing);
    }

    @Test
    void should_have_hooks_for_all_that_the_matrix_names() throws IOException {
        Set<String> products = Stream.of(SCHEDULERS, FRAMEWORKS)
                .flatMap(table -> table.hooks().stream())
                .map(Hook::product)
                .collect(Collectors.toSet());
        List<String> without = matrix().stream()
                .filter(row -> !products.contains(SAME_HOOKS.getOrDefault(row, row)))
                .toList();

        assertEquals(List.of(), without, "rows of the matrix that no table has");
    }

    @Test
    void should_say_what_is_missing_of_a_half_added_library() throws Exception {
        assertEquals(
                List.of(
                        "HalfHooks: Half is in no row of the matrix in docs/limits.md",
                        "HalfHooks: org.half.Known is in none of its PACKAGES",
                        "HalfHooks: org.half.Known is not housekeeping in the list of libraries",
                        "HalfHooks: org.half.Known is not folded by the list of libraries",
                        "HalfHooks: org.half.Known is woven by no case of HalfTable",
                        "HalfHooks: org.half.Unknown is in none of its PACKAGES",
                        "HalfHooks: org.half.Unknown is not housekeeping in the list of libraries",
                        "HalfHooks: org.half.Unknown is not folded by the list of libraries",
                        "HalfHooks: org.half.Unknown has no row in HalfTable"),
                missing(HalfHooks.class, new HalfTable()));
    }

    @SuppressWarnings("UnusedVariable") // Its constants are read by their names.
    private static final class HalfHooks {
        static final String NAME = "Half";
        static final String CLASSES = "org.half.Known org.half.Unknown";
        static final String PACKAGES = "org.other.";

        private HalfHooks() {}
    }

    private static final class HalfTable extends HookTable {
        HalfTable() {
            library(HalfHooks.NAME, "org.half.Known", HalfHooks.PACKAGES);
        }

        @Override
        protected void weave(String classes, String type, Weaving on) {}
    }

    private static List<String> missing(Class<?> hooks, HookTable table) throws Exception {
        List<String> missing = new ArrayList<>();
        for (String constant : List.of("NAME", "CLASSES", "PACKAGES")) {
            if (constant(hooks, constant).isEmpty()) {
                missing.add(hooks.getSimpleName() + ": has no " + constant);
            }
        }
        String name = constant(hooks, "NAME");
        if (!isToldOf(name)) {
            missing.add(hooks.getSimpleName() + ": " + name + " is in no row of the matrix in docs/limits.md");
        }
        List<String> packages = words(constant(hooks, "PACKAGES"));
        for (String type : words(constant(hooks, "CLASSES"))) {
            if (packages.stream().noneMatch(type::startsWith)) {
                missing.add(hooks.getSimpleName() + ": " + type + " is in none of its PACKAGES");
            }
            if (!Libraries.HOUSEKEEPING.own(type)) {
                missing.add(hooks.getSimpleName() + ": " + type + " is not housekeeping in the list of libraries");
            }
            if (!Libraries.FOLDED.own(type)) {
                missing.add(hooks.getSimpleName() + ": " + type + " is not folded by the list of libraries");
            }
            List<Hook> rows = table.hooks().stream()
                    .filter(row -> row.type().equals(type))
                    .toList();
            String tableName = table.getClass().getSimpleName();
            if (rows.isEmpty()) {
                missing.add(hooks.getSimpleName() + ": " + type + " has no row in " + tableName);
            } else if (!asksForMembers(rows.get(0))) {
                missing.add(hooks.getSimpleName() + ": " + type + " is woven by no case of " + tableName);
            }
        }
        return missing;
    }

    /** A class without any member is none that a hook can do anything with. */
    private static boolean asksForMembers(Hook hook) {
        ClassWriter empty = new ClassWriter(0);
        empty.visit(Opcodes.V17, 0, hook.type().replace('.', '/'), null, "java/lang/Object", null);
        try {
            Weaving.weave(hook, empty.toByteArray());
            return false;
        } catch (MissingMember asked) {
            return true;
        }
    }

    private static boolean isToldOf(String name) throws IOException {
        String elsewhere = ELSEWHERE.get(name);
        return elsewhere != null
                ? Files.readString(DOCS.resolve("tasks.md")).contains(elsewhere)
                : matrix().stream()
                        .anyMatch(row -> SAME_HOOKS.getOrDefault(row, row).equals(name));
    }

    /** The first column of the matrix. */
    private static Set<String> matrix() throws IOException {
        String text = Files.readString(DOCS.resolve("limits.md"));
        return text.substring(text.indexOf("<!-- matrix -->"), text.indexOf("<!-- /matrix -->"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.contains("JDK 17"))
                .map(line -> line.split(" *\\| *")[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" +"))
                .filter(word -> !word.isEmpty() && word.charAt(0) != '+' && word.charAt(0) != '-')
                .toList();
    }

    private static String constant(Class<?> hooks, String name) throws IllegalAccessException {
        try {
            Field field = hooks.getDeclaredField(name);
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (NoSuchFieldException missing) {
            return "";
        }
    }

    private static List<Class<?>> files(String folder) throws Exception {
        Path classes = Path.of(Schedulers.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes.resolve(folder))) {
            for (Path each : files.sorted().toList()) {
                String file = each.getFileName().toString();
                if (file.matches("\\w+Hooks\\.class")) {
                    found.add(Class.forName(folder.replace('/', '.') + "." + file.replace(".class", "")));
                }
            }
        }
        return found;
    }

    /** The methods that advice calls, with the simple name of their class. */
    private static Set<String> calls(Class<?> hooks) {
        Set<String> calls = new TreeSet<>();
        visitAdvice(hooks, new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String with, boolean onInterface) {
                calls.add(owner.substring(owner.lastIndexOf('/') + 1) + "." + name);
            }
        });
        return calls;
    }

    /** The bridges that advice names. */
    private static Set<String> bridges(Class<?> hooks) {
        Set<String> bridges = new TreeSet<>();
        visitAdvice(hooks, new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitLdcInsn(Object value) {
                if (value instanceof String text && text.startsWith("dev.asyncz.bridge.")) {
                    bridges.add(text);
                }
            }
        });
        return bridges;
    }

    private static void visitAdvice(Class<?> hooks, MethodVisitor visitor) {
        for (Class<?> advice : hooks.getDeclaredClasses()) {
            new ClassReader(Objects.requireNonNull(file(advice.getName())))
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access, String name, String with, String signature, String[] thrown) {
                                    return visitor;
                                }
                            },
                            ClassReader.SKIP_DEBUG);
        }
    }

    private static byte @Nullable [] file(String type) {
        try (InputStream in =
                HookTableTest.class.getClassLoader().getResourceAsStream(type.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
