package dev.asyncz.agent.dashboard.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.dashboard.search.SearchQuery;
import dev.asyncz.agent.dashboard.view.StackTrace.FrameGroup;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StackTraceTest {
    @Test
    void should_fold_the_agents_own_frames_even_one_alone_and_let_another_librarys_one_stand() {
        List<FrameGroup> groups = StackTrace.groups("""
                java.lang.IllegalStateException: x
                \tat com.acme.Orders.load(Orders.java:42)
                \tat dev.asyncz.bootstrap.handoff.Handed.run(Handed.java:7)
                \tat com.acme.Orders.run(Orders.java:12)
                \tat java.base/java.lang.Thread.run(Thread.java:1583)
                Caused by: java.io.IOException: y
                \tat com.acme.Disk.read(Disk.java:1)
                \tat java.util.A.b(A.java:1)
                \tat dev.asyncz.bootstrap.run.RunScope.call(RunScope.java:9)
                """, "com.acme", new Highlighter(SearchQuery.NONE));

        assertEquals(
                List.of("1 frame hidden", "2 frames hidden"),
                groups.stream()
                        .filter(FrameGroup::folded)
                        .map(FrameGroup::hidden)
                        .toList());
        assertEquals(
                "dev.asyncz.bootstrap.handoff.Handed.run(Handed.java:7)",
                groups.stream()
                        .filter(FrameGroup::folded)
                        .findFirst()
                        .map(group -> group.fragments().stream()
                                .map(each -> each.text().strip())
                                .collect(Collectors.joining()))
                        .orElse("")
                        .replace("at ", ""));
    }
}
