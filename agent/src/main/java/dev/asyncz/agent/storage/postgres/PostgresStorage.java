package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.config.NodeName;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.TellerLease;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.kept.KeptTable;
import dev.asyncz.agent.storage.postgres.counts.CountTables;
import dev.asyncz.agent.storage.postgres.counts.CountUpkeep;
import dev.asyncz.agent.storage.postgres.counts.CountedSpan;
import dev.asyncz.agent.storage.postgres.driver.PostgresAddress;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries in a table, {@code asyncz_logs} for one, shared by many nodes. Idempotent by id: a batch whose acknowledgement was
 * lost may be appended again.
 *
 * <p>What changes on the way: NUL becomes U+2400, a lone surrogate U+FFFD, times lose what is less than a microsecond,
 * and {@code extra} gains {@code node}, the JVM that wrote the line.
 */
public final class PostgresStorage implements LogStorage, TellerLease.Holder {
    /** A statement of this many rows, or with this many characters in its messages, is large enough. */
    private static final int MAX_ROWS = 1_000;

    private static final int MAX_CHARS = 4 << 20;

    /** Of lines or runs, with their indexes. */
    static final long DEFAULT_BYTES = 10L << 30;

    private static final String QUERY_CANCELED = "57014";

    /** Counts exactly while that is cheap. */
    private static final String SIZE = "select case when n < 50000 then n else greatest(n, (select"
            + " sum(greatest(reltuples::bigint, pg_stat_get_live_tuples(oid), 0)) from pg_class where oid = '%1$s'::regclass"
            + " or oid in (select inhrelid from pg_inherits where inhparent = '%1$s'::regclass))) end"
            + " from (select count(*) n from (select from %1$s limit 50000) head) counted";

    /** The collation of this server that knows upper and lower case beyond ASCII; "pg_c_utf8" is there from 17 on. */
    private static final String UNICODE =
            "select coalesce((select quote_ident(collname) from pg_collation where collname"
                    + " in ('pg_c_utf8', 'und-x-icu') and pg_collation_is_visible(oid) order by collname limit 1), '\"default\"')";

    private final Connections connections;
    private final EntryKind kind;
    private final String table;
    private final EntryRows rows;
    private final String unicode;
    private final RetentionColumn retention;
    private final OldRows oldRows;
    private final LongAdder appended = new LongAdder();

    private PostgresStorage(
            Connections connections, EntryKind kind, String node, RetentionColumn retention, OldRows oldRows) {
        this.connections = connections;
        this.kind = kind;
        this.table = Schema.table(kind);
        this.rows = new EntryRows(table, node);
        this.retention = retention;
        this.oldRows = oldRows;
        this.unicode = connections.useOnce(connection -> {
            requireUtf8(connection);
            return text(connection, UNICODE);
        });
        connections.completeSchema(true);
    }

    /**
     * Connects, and creates or migrates the table.
     *
     * @throws dev.asyncz.agent.storage.StorageUnavailable when the server cannot be reached or does not let us in
     */
    public static PostgresStorage open(Config config, EntryKind kind, Consumer<String> say) throws SQLException {
        String node = new NodeName(config).get();
        PostgresAddress address = PostgresAddress.of(
                config.text("storage.url"),
                config.text("storage.user"),
                config.secret("storage.password").orElse(""),
                "asyncz " + node);
        Connections connections = new Connections(address, say);
        try {
            RetentionColumn retention =
                    new RetentionColumn(connections, RetentionRequest.of(config, DEFAULT_BYTES, node));
            TableIndexes indexes = new TableIndexes(kind, connections, say);
            TextIndexes texts = new TextIndexes(connections, say);
            ClosedIndexes closed = new ClosedIndexes(connections, TextIndexes.SETTLED, say);
            PartitionUpkeep partitions = new PartitionUpkeep(kind, connections, retention, say);
            CountUpkeep counts = new CountUpkeep(
                    connections.within(Connections.STATEMENT_TIMEOUT), connections.within(CountUpkeep.A_RANGE), say);
            OldRows oldRows = new OldRows(
                    connections,
                    kind,
                    retention,
                    partitions,
                    () -> {
                        indexes.keepUp();
                        partitions.keepUp();
                        if (kind == EntryKind.LOGS) {
                            texts.keepUp();
                            closed.keepUp();
                            counts.keepUp();
                        }
                    },
                    say);
            PostgresStorage storage = new PostgresStorage(connections, kind, node, retention, oldRows);
            retention.ask();
            partitions.makeAhead();
            if (kind == EntryKind.LOGS) {
                counts.make();
            }
            oldRows.start();
            return storage;
        } catch (Throwable t) {
            connections.close();
            throw t;
        }
    }

    @Override
    public void append(LogEntry entry) {
        appendAll(List.of(entry));
    }

    @Override
    public void appendAll(List<LogEntry> batch) {
        for (int from = 0; from < batch.size(); ) {
            int to = end(batch, from);
            List<LogEntry> part = batch.subList(from, to);
            connections.use(connection -> rows.insert(connection, part));
            from = to;
        }
        appended.add(batch.size());
    }

    @Override
    public List<LogEntry> query(LogQuery query) {
        EntrySelect select = new EntrySelect(table, query, unicode);
        return ask(select, select::run);
    }

    @Override
    public LogHistogram histogram(LogQuery query, Instant from, Instant to, int buckets) {
        LogHistogram.Counts counts = new LogHistogram.Counts(from, to, buckets);
        EntrySelect select = new EntrySelect(table, counts.within(query), unicode);
        CountedSpan counted =
                kind == EntryKind.LOGS ? CountedSpan.of(query, counts).orElse(null) : null;
        if (!select.isExact()) {
            return LogStorage.super.histogram(query, from, to, buckets);
        }
        return ask(select, connection -> {
            if (counted == null || !counted.add(connection)) {
                select.count(connection, counts);
                return counts.histogram(true);
            }
            for (LogQuery edge : counted.edges(connection)) {
                new EntrySelect(table, edge, unicode).count(connection, counts);
            }
            return counts.histogram(true);
        });
    }

    @Override
    public @Nullable LogEntry oldest() {
        return connections.use(rows::oldest).orElse(null);
    }

    /** Where runs that matter are kept, by the same connections. */
    KeptPlace kept() {
        return new KeptTable(connections.within(Connections.STATEMENT_TIMEOUT));
    }

    private <T> T ask(EntrySelect select, Connections.Work<T> question) {
        return connections.use(connection -> {
            try {
                return question.on(connection);
            } catch (SQLException e) {
                if (QUERY_CANCELED.equals(e.getSQLState())) {
                    throw select.tooSlow();
                }
                throw e;
            }
        });
    }

    /**
     * The size is the table's, where lines are not counted from 50,000 on the server's estimate; dropped is what retention on this node deleted.
     * Both count lines of all nodes.
     */
    @Override
    public StorageStats stats() {
        long size = connections.use(connection -> Long.parseLong(text(
                connection,
                kind == EntryKind.LOGS && CountTables.areComplete(connection)
                        ? CountedSpan.ALL
                        : String.format(SIZE, table))));
        return new StorageStats(size, appended.sum(), oldRows.deleted());
    }

    @Override
    public TellerLease tellerLease() {
        return new TellerColumns(connections);
    }

    RetentionColumn retentionColumn() {
        return retention;
    }

    @Override
    public String retention() {
        return retention.inForce().words();
    }

    @Override
    public void close() {
        oldRows.close();
        connections.close();
    }

    private static int end(List<LogEntry> batch, int from) {
        int to = from;
        long chars = 0;
        while (to < batch.size() && to - from < MAX_ROWS && chars < MAX_CHARS) {
            chars += batch.get(to++).message().length();
        }
        return to;
    }

    private static void requireUtf8(Connection connection) throws SQLException {
        String encoding = text(connection, "show server_encoding");
        if (!"UTF8".equals(encoding)) {
            throw new SQLException("the database is encoded in " + encoding + " and cannot hold every line; create one"
                    + " with encoding 'UTF8'");
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
