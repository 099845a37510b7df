package dev.asyncz.agent.dashboard.http;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM runs, in a word: the name that Spring's application was given, the server, else the jar or the main class
 * it was started with. Never an argument, which may be a secret, but for the name of a Liberty server.
 */
public final class ProcessName {
    /** Where Spring Boot says its application's name while it runs, in the order of what is told first. */
    private static final String[] SPRING = {"spring.application.name", "LOGGED_APPLICATION_NAME", "APPLICATION_NAME"};

    /** Properties that a server sets or is started with, and what it is then. */
    private static final Map<String, String> SERVERS = Map.of(
            "kc.home.dir", "Keycloak",
            "jboss.home.dir", "WildFly",
            "karaf.home", "Karaf",
            "activemq.home", "ActiveMQ",
            "catalina.home", "Tomcat",
            "jetty.home", "Jetty",
            "com.sun.aas.instanceRoot", "GlassFish");

    private static final String LIBERTY = "ws-server.jar ";

    /** Main classes by such names say nothing: their package says more. */
    private static final String COMMON = " Main App Application Bootstrap Launcher Server Start Starter Runner ";

    private ProcessName() {}

    /** The name of this JVM; null where it is the agent's own or not known. */
    public static @Nullable String ofThis() {
        return of(System::getProperty, System.getenv("SPRING_APPLICATION_NAME"));
    }

    /**
     * The name; null where it is the agent's own or not known.
     *
     * @param property gives the system property of a name; null where there is none
     */
    static @Nullable String of(UnaryOperator<@Nullable String> property, @Nullable String springName) {
        if (springName != null && !springName.isBlank()) {
            return ShownText.safe(springName.strip());
        }
        for (String each : SPRING) {
            String name = property.apply(each);
            if (name != null && !name.isBlank()) {
                return ShownText.safe(name.strip().replaceFirst("^\\[(.*)]$", "$1"));
            }
        }
        for (Map.Entry<String, String> each : SERVERS.entrySet()) {
            if (property.apply(each.getKey()) != null) {
                return each.getValue();
            }
        }
        String command = property.apply("sun.java.command");
        return started(command == null ? "" : command.strip());
    }

    private static @Nullable String started(String command) {
        int liberty = command.indexOf(LIBERTY);
        String words = liberty < 0 ? command : command.substring(liberty + LIBERTY.length());
        String first = words.replaceFirst(" .*", "");
        String name = first.substring(Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1);
        String shown = name.endsWith(".jar") || liberty >= 0 ? name : ofClass(name);
        return shown.isEmpty() || name.startsWith("asyncz-agent") ? null : ShownText.safe(shown);
    }

    private static String ofClass(String name) {
        int dot = name.lastIndexOf('.');
        String simple = name.substring(dot + 1);
        boolean says = dot < 0 || !COMMON.contains(" " + simple + " ");
        return says ? simple : name.substring(name.lastIndexOf('.', dot - 1) + 1);
    }
}
