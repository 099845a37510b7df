package dev.asyncz.agent;

import static dev.asyncz.agent.Arrows.AGENT;
import static dev.asyncz.agent.Arrows.ARROWS;
import static dev.asyncz.agent.Arrows.assertNone;
import static dev.asyncz.agent.Arrows.isJavaBase;
import static dev.asyncz.agent.Arrows.isJdk;
import static dev.asyncz.agent.Arrows.startsWithAny;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may refer to whom between the class loaders. */
class ArrowsTest {
    @Test
    void should_have_read_every_root() {
        Set<String> roots = new TreeSet<>();
        ARROWS.forEach(each -> roots.add(each.from().replaceFirst("(dev\\.asyncz\\.\\w+)\\..*", "$1")));

        assertEquals(
                Set.of(
                        "dev.asyncz.premain",
                        "dev.asyncz.api",
                        "dev.asyncz.bootstrap",
                        "dev.asyncz.agent",
                        "dev.asyncz.bridge"),
                roots);
        assertTrue(ARROWS.size() > 1_000, () -> ARROWS.size() + " arrows");
    }

    @Test
    void should_let_premain_refer_to_the_jdk_alone() {
        assertNone("dev.asyncz.premain.", each -> !isJdk(each) && !each.to().startsWith("dev.asyncz.premain."));
    }

    @Test
    void should_let_the_api_refer_to_java_base_alone() {
        assertNone("dev.asyncz.api.", each -> !isJavaBase(each) && !each.to().startsWith("dev.asyncz.api."));
    }

    @Test
    void should_let_the_boot_classes_refer_to_java_base_and_the_api_alone() {
        assertNone(
                "dev.asyncz.bootstrap.",
                each -> !isJavaBase(each)
                        && !each.to().startsWith("dev.asyncz.bootstrap.")
                        && !each.to().startsWith("dev.asyncz.api."));
    }

    @Test
    void should_let_the_agent_refer_to_neither_bridge_nor_premain() {
        assertNone(AGENT, each -> startsWithAny(each.to(), "dev.asyncz.bridge.", "dev.asyncz.premain."));
    }

    @Test
    void should_let_the_agent_refer_to_no_class_of_an_application_but_in_advice() {
        // Advice is never run where it stands: its code goes into the application's class.
        assertNone(
                AGENT,
                each -> startsWithAny(
                                each.to(),
                                "org.apache.logging.",
                                "org.springframework.",
                                "org.quartz.",
                                "ch.qos.",
                                "org.jobrunr.",
                                "net.javacrumbs.",
                                "com.github.kagkarlsson.",
                                "io.quarkus.",
                                "io.micronaut.")
                        && !each.from().matches("dev\\.asyncz\\.agent\\.(schedulers|logging|dashboard)\\..*\\$.*"));
    }

    @Test
    void should_let_a_bridge_refer_to_its_framework_the_boot_packages_and_java_base_alone() {
        assertNone("dev.asyncz.bridge.", each -> {
            String own = each.from().replaceFirst("(dev\\.asyncz\\.bridge\\.\\w+\\.).*", "$1");
            return !isJavaBase(each)
                    && !startsWithAny(each.to(), own, "dev.asyncz.bootstrap.", "dev.asyncz.api.")
                    && !startsWithAny(each.to(), framework(own));
        });
    }

    private static String[] framework(String bridge) {
        return switch (bridge) {
            case "dev.asyncz.bridge.quartz." -> new String[] {"org.quartz."};
            case "dev.asyncz.bridge.dbscheduler." -> new String[] {"com.github.kagkarlsson."};
            case "dev.asyncz.bridge.log4j2." -> new String[] {"org.apache.logging.log4j."};
            case "dev.asyncz.bridge.logback." -> new String[] {"ch.qos.logback.", "org.slf4j."};
            case "dev.asyncz.bridge.jul." -> new String[] {"java.util.logging."};
            case "dev.asyncz.bridge.jboss." -> new String[] {"org.jboss.logmanager.", "java.util.logging."};
            case "dev.asyncz.bridge.log4j1." -> new String[] {"org.apache.log4j."};
            default -> throw new AssertionError("a new bridge: say here which framework " + bridge + " is for");
        };
    }
}
