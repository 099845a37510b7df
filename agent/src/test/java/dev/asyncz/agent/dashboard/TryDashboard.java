package dev.asyncz.agent.dashboard;

import dev.asyncz.agent.dashboard.http.access.Access;
import dev.asyncz.agent.dashboard.http.port.DashboardSettings;
import dev.asyncz.agent.dashboard.http.port.Ports;
import dev.asyncz.agent.dashboard.http.port.SidePort;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
import java.util.List;

/** Serves made-up lines on a port, for working on the page: {@code main(port, count, live|still)}. */
final class TryDashboard {
    private TryDashboard() {}

    public static void main(String[] args) throws InterruptedException {
        List<LogEntry> entries = new ArrayList<>(Samples.lifelike(Integer.parseInt(args[1])));
        if (!entries.isEmpty()) {
            Samples.HOSTILE.forEach(text -> entries.add(Samples.entry(LogLevel.INFO, text, text, text)));
            entries.addAll(Samples.lifelike(30));
        }
        RingStorage ring = Samples.ring(entries);
        DashboardSettings settings = new DashboardSettings(
                "127.0.0.1",
                new Ports(Integer.parseInt(args[0]), Integer.parseInt(args[0])),
                Access.FREE,
                8,
                "",
                "0.1.0");
        new SidePort(settings, Samples.sources(ring), System.err::println).open();
        while (true) {
            Thread.sleep(2_000);
            if (args[2].equals("live")) {
                ring.appendAll(Samples.lifelike(3));
            }
        }
    }
}
