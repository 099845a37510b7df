package dev.asyncz.agent.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.http.StrictMembers;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.api.LogEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplatesTest {
    private final StrictMembers members = new StrictMembers();

    @Test
    void probe() {
        RingStorage ring = Samples.ring(Samples.lifelike(50));
        Routes routes = new Routes(Samples.sources(ring), 0);
        for (String p : List.of("/dashboard/", "/dashboard/tasks/", "/dashboard/logs/", "/dashboard/help", "/zz", "/dashboard/logs/partials/table", "/dashboard/tasks/reports.nightly")) {
            System.out.println(p + " " + routes.handle(dev.asyncz.agent.dashboard.http.HttpRequest.get(p, new dev.asyncz.agent.dashboard.http.PageContext("", "1", members.templates()))).status() + members.missing());
        }
    }
}
