package dev.asyncz.bootstrap.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroughtTest {

    @ParameterizedTest
    @CsvSource({
        "file:/srv/tomcat/webapps/shop/WEB-INF/classes/, true",
        "jar:file:/srv/shop.jar!/BOOT-INF/classes!/, true",
        "jar:nested:/srv/shop.jar/!BOOT-INF/classes/!/, true",
        "jar:nested:/srv/shop.jar/!BOOT-INF/lib/camel-core.jar!/, false",
        "file:/srv/tomcat/webapps/shop/WEB-INF/lib/camel-core.jar, false",
        "vfs:/content/shop.war/WEB-INF/classes/, true",
        "vfs:/content/shop.ear/orders.jar/, true",
        "vfs:/content/shop.ear/lib/camel-core.jar/, false",
        "jar:file:/opt/wildfly/modules/org/jboss/as/ee/main/wildfly-ee.jar!/, false",
        "file:/app/classes/, true",
        "file:/app/lib/hazelcast.jar, false"
    })
    void should_tell_what_the_application_brings_by_where_it_comes_from(String at, boolean own) {
        assertEquals(own, Brought.isOwn(at));
    }

    @Test
    void should_take_the_jar_of_the_main_class_for_its_own_unless_its_libraries_are_in_it(@TempDir Path folder)
            throws IOException {
        String jar = jar(folder.resolve("app.jar"), "META-INF/maven/com.acme/app/pom.properties");
        String shaded = jar(
                folder.resolve("all.jar"),
                "META-INF/maven/com.acme/app/pom.properties",
                "META-INF/maven/com.zaxxer/HikariCP/pom.properties");

        assertTrue(Brought.isOfOne(jar));
        assertFalse(Brought.isOfOne(shaded));
        assertFalse(Brought.isOfOne(folder.resolve("missing.jar").toUri().toString()));
    }

    /** Classes of tests lie in a folder. */
    @Test
    void should_call_no_work_a_librarys_that_the_application_has_brought() {
        String own = "org.apache.curator.mine.OfTheApplication";
        assertTrue(Infrastructure.owns(own));
        Infrastructure.met(org.apache.curator.mine.OfTheApplication.class);

        assertFalse(Infrastructure.owns(own + ".run"));
        assertTrue(Infrastructure.owns("org.apache.curator.framework.Client"));
    }

    private static String jar(Path file, String... entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (String each : entries) {
                jar.putNextEntry(new JarEntry(each));
            }
        }
        return file.toUri().toString();
    }
}
