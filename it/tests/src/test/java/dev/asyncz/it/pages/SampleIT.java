package dev.asyncz.it.pages;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Task;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sample application: Spring Boot in a fat jar, with four schedulers. */
@OnEachJdk
final class SampleIT {
    private static final Set<String> TASKS = new TreeSet<>(Set.of(
            "billing.invoice-export",
            "marketing.newsletter",
            "com.acme.shop.orders.OrderImport.importOrders",
            "com.acme.shop.orders.AbandonedCarts.remind",
            "com.acme.shop.reports.Reports.sumUpSales",
            "com.acme.shop.reports.Reports.readPriceFeed",
            "com.acme.shop.housekeeping.Housekeeping$SessionCleanup",
            "com.acme.shop.stock.StockSync.afterPropertiesSet",
            "com.acme.shop.stock.StockSync.afterPropertiesSet#2",
            "com.acme.shop.stock.StockSync.afterPropertiesSet#3"));

    private final Jdk jdk;

    SampleIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void should_tell_the_tasks_of_all_schedulers_apart_and_end_as_without_the_agent() {
        try (App app = Launch.on(jdk)
                .jar(Libs.path("asyncz.sample.jar"))
                .property("demo.seconds", 10)
                .start()) {
            Dashboard dashboard = app.dashboard();
            await().atMost(Duration.ofSeconds(30)).until(() -> names(dashboard).equals(TASKS));
            Entry silentEnd = dashboard.await(
                    each -> each.logger().equals("asyncz.task")
                            && each.extra("exception").contains("NumberFormatException"),
                    "the end of a periodic task");

            assertEquals("com.acme.shop.stock.StockSync.afterPropertiesSet#2", silentEnd.taskId());
            assertEachOrderIsOneTasks(dashboard);
            assertEquals(0, app.awaitEnd().exitCode());
            assertTrue(app.stdout().contains("[billing.invoice-export] InvoiceExport"), app.stdout());
        }
    }

    private static Set<String> names(Dashboard dashboard) {
        return dashboard.tasks().stream().map(Task::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Also what the fraud checks log on threads of their own. */
    private static void assertEachOrderIsOneTasks(Dashboard dashboard) {
        List<Entry> lines = dashboard.logs().stream()
                .filter(each -> each.logger().endsWith(".OrderImport"))
                .toList();

        assertTrue(lines.stream().anyMatch(each -> each.extra("thread").startsWith("pool-")), lines::toString);
        assertEquals(
                Set.of("com.acme.shop.orders.OrderImport.importOrders"),
                lines.stream().map(each -> String.valueOf(each.taskId())).collect(Collectors.toSet()));
    }
}
