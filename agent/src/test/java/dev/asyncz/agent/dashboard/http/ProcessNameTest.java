package dev.asyncz.agent.dashboard.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessNameTest {

    @ParameterizedTest
    @CsvSource({
        "/opt/shop.jar --password=secret, shop.jar",
        "com.acme/com.acme.Billing secret.jar, Billing",
        "com.acme.orders.Main secret, orders.Main",
        "Main, Main",
        "/opt/wlp/bin/tools/ws-server.jar defaultServer, defaultServer",
    })
    void should_be_what_the_jvm_was_started_with_and_never_an_argument(String command, String name) {
        assertEquals(name, ProcessName.of(Map.of("sun.java.command", command)::get, null));
    }

    @Test
    void should_be_nobody_for_the_agents_own_process() {
        assertNull(ProcessName.of(Map.of("sun.java.command", "asyncz-agent.jar dashboard --storage=redis")::get, null));
        assertNull(ProcessName.of(Map.<String, String>of()::get, null));
    }

    @ParameterizedTest
    @CsvSource({
        "jboss.home.dir, /opt/wildfly, WildFly",
        "karaf.home, /opt/karaf, Karaf",
        "kc.home.dir, /opt/keycloak, Keycloak",
        "catalina.home, /opt/tomcat, Tomcat",
        "LOGGED_APPLICATION_NAME, '[shop] ', shop",
        "spring.application.name, shop, shop",
    })
    void should_be_what_the_server_or_the_application_calls_itself(String property, String value, String name) {
        assertEquals(name, ProcessName.of(Map.of("sun.java.command", "org.acme.Main", property, value)::get, null));
    }

    @Test
    void should_be_the_name_that_the_environment_gives_to_spring() {
        assertEquals("shop", ProcessName.of(Map.of("sun.java.command", "org.acme.Main")::get, "shop"));
    }
}
