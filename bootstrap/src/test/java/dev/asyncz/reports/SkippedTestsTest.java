package dev.asyncz.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SkippedTestsTest {
    @Test
    void should_count_what_was_skipped_by_its_reason() {
        StringBuilder said = new StringBuilder();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Some.class), selectClass(All.class))
                .build();
        launcher.execute(request, new SkippedTests(said::append));

        assertEquals("""
                4 tests were skipped:
                  2 × for another day
                  2 × no browser
                """, said.toString());
    }

    static final class Some {
        @Test
        void should_run() {
            assertTrue(true);
        }

        @Test
        void should_be_skipped() {
            assumeTrue(false, "no browser");
        }

        @Test
        void should_be_skipped_as_well() {
            assumeTrue(false, "no browser");
        }
    }

    @Disabled("for another day")
    static final class All {
        @Test
        void should_wait() {}

        @Test
        void should_wait_as_well() {}
    }
}
