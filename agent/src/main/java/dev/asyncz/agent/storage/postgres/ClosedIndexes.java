package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.postgres.partition.ClosedIndex;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import dev.asyncz.agent.storage.postgres.partition.Partition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Indexes each partition when it is over, the newest first: one index at a time, by one node, beside those who write and
 * read. They go with the partition. Without the extension pg_trgm there is none of texts, without the right none at all.
 */
final class ClosedIndexes {
    private static final Duration A_TURN = Duration.ofSeconds(30);

    /** Several times what it takes. It waits for every transaction that began before, of whomever. */
    private static final Duration A_BUILD = Duration.ofMinutes(2);

    private static final Duration A_LINE = Duration.ofNanos(100_000);

    private final Connections connections;
    private final Duration settled;
    private final IndexBuilds texts;
    private final IndexBuilds others;

    /**
     * @param settled how long a partition is over before it is indexed: lines may still come
     * @param say takes a line for the user
     */
    ClosedIndexes(Connections connections, Duration settled, Consumer<String> say) {
        this.connections = connections;
        this.settled = settled;
        this.texts = new IndexBuilds(Layout.TABLE, connections, "texts are searched without a new index", say);
        this.others = new IndexBuilds(Layout.TABLE, connections, "fields are searched without a new index", say);
    }

    /** Builds what is missing. For one thread. */
    void keepUp() {
        if (connections.use(Layout::read).isPartitioned()) {
            texts.takeTurn(() -> build(texts, ClosedIndex.TEXT));
            others.takeTurn(() -> {
                build(others, ClosedIndex.FIELDS);
                build(others, ClosedIndex.NODE);
            });
        }
    }

    private void build(IndexBuilds builds, ClosedIndex index) throws SQLException {
        long end = System.nanoTime() + A_TURN.toNanos();
        for (String halfBuilt : connections.use(ClosedIndex::halfBuilt)) {
            builds.run("drop index concurrently if exists " + halfBuilt, A_BUILD);
        }
        Layout layout = connections.use(Layout::read);
        Map<String, Set<ClosedIndex>> there = connections.use(ClosedIndex::there);
        for (int i = layout.parts().size() - 1; i >= 0 && System.nanoTime() - end < 0; i--) {
            Partition part = layout.parts().get(i);
            boolean isOver = part.to() <= layout.now() - settled.toMillis();
            if (isOver && !there.getOrDefault(part.name(), Set.of()).contains(index)) {
                build(builds, index, part);
            }
        }
    }

    private void build(IndexBuilds builds, ClosedIndex index, Partition part) throws SQLException {
        String name = connections.use(connection -> {
            try (Statement statement = connection.createStatement()) {
                if (index == ClosedIndex.TEXT) {
                    statement.execute("create extension if not exists pg_trgm");
                }
                return TableIndexes.freeName(statement, index.name(part.from()));
            }
        });
        long lines = connections.use(connection -> lines(connection, part.name()));
        builds.run(
                "create index concurrently " + name + " on " + part.name() + " " + index.content(),
                A_BUILD.plus(A_LINE.multipliedBy(lines)));
        if (index == ClosedIndex.NODE) {
            // What nobody else may do in time: the server does not know how common a value is before.
            connections.use(A_BUILD, connection -> analyzed(connection, part.name()));
        }
    }

    private static boolean analyzed(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("analyze " + table);
        }
    }

    private static long lines(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select greatest(reltuples::bigint, 0) from pg_class where oid = '" + table + "'::regclass")) {
            row.next();
            return row.getLong(1);
        }
    }
}
