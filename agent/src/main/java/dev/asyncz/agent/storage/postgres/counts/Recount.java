package dev.asyncz.agent.storage.postgres.counts;

import dev.asyncz.agent.storage.postgres.partition.Ddl;
import dev.asyncz.agent.storage.postgres.partition.IdRange;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import dev.asyncz.agent.storage.postgres.partition.Partition;
import dev.asyncz.agent.storage.postgres.partition.PartitionDrops;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts lines of ranges of ids anew: those that were there before there were counts, and those that are left of a
 * partition that somebody has dropped. Nobody writes lines meanwhile, so ranges are small: what is counted is what is there.
 */
public final class Recount {
    /** Counted at once, in some hundredths of a second. */
    private static final int LINES = 20_000;

    /** Of so many tasks or nodes in ten minutes each is counted; of more, lines are asked. */
    private static final int MOST_NAMES = 2_000;

    private static final String GONE = "select count(*) from asyncz_counted where not parts <@ " + CountTables.PARTS;

    private static final String KNOW = "update asyncz_counted set parts = " + CountTables.PARTS + " where not parts @> "
            + CountTables.PARTS + " or not parts <@ " + CountTables.PARTS;

    private static final String MERGE = "with keys as (select distinct kind, name, id, ts, level from asyncz_counts"
            + " where fresh), gone as (delete from asyncz_counts c using keys k where c.kind = k.kind and c.name = k.name"
            + " and c.ts = k.ts and c.id = k.id and c.level = k.level returning c.*)"
            + " insert into asyncz_counts (" + CountTables.COLUMNS
            + ") select kind, name, id, ts, level, sum(lines), false"
            + " from gone group by kind, name, id, ts, level having sum(lines) <> 0";

    /** Those that stand for more names than are counted, once for each time; kind c has the other kind for a name. */
    private static final String CAP = "with many as (select kind, id from asyncz_counts where kind in ('t', 'n')"
            + " and id = any(?) group by kind, id having count(distinct name) > " + MOST_NAMES + "),"
            + " gone as (delete from asyncz_counts c using many m where c.kind = m.kind and c.id = m.id returning c.*)"
            + " insert into asyncz_counts (" + CountTables.COLUMNS + ")"
            + " select distinct 'c'::\"char\", kind::text, id, ts, '', 0, false from gone";

    private Recount() {}

    /**
     * Drops a partition, and the counts of its lines.
     *
     * @throws SQLException with the state 55P03 when somebody is in the way
     */
    public static boolean drop(Connection connection, String partition) throws SQLException {
        Partition part = CountTables.areKept(connection) ? part(connection, partition) : null;
        if (part == null) {
            return PartitionDrops.drop(connection, partition);
        }
        long oid = Ddl.number(connection, "select '" + partition + "'::regclass::oid::bigint");
        PartitionDrops.drop(connection, partition);
        try (Statement statement = connection.createStatement()) {
            count(statement, first(connection), part.from(), part.to());
            statement.execute("update asyncz_counted set parts = array_remove(parts, " + oid + "::oid)");
        }
        return true;
    }

    /** Counts what is left of partitions that somebody else has dropped. Needs a transaction. */
    public static boolean mend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (Ddl.number(connection, GONE) > 0) {
                alone(statement);
                long end = 0;
                for (Partition part : Layout.read(connection).parts()) {
                    if (part.from() > end) {
                        count(statement, first(connection), end, part.from());
                    }
                    end = part.to();
                }
                if (end < IdRange.END) {
                    count(statement, first(connection), end, IdRange.END);
                }
            }
            return statement.executeUpdate(KNOW) > 0;
        }
    }

    /**
     * Counts some lines that were there before there were counts, the newest first. Needs a transaction.
     *
     * @return whether there are more
     */
    public static boolean countOlder(Connection connection) throws SQLException {
        if (first(connection) == 0) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            alone(statement);
            long end = first(connection);
            UUID id = Ddl.id(
                    connection,
                    "select id from " + Layout.TABLE + " where id < '" + IdRange.id(end) + "' order by id desc offset "
                            + LINES + " limit 1");
            long from = id == null ? 0 : floor(id.getMostSignificantBits() >>> 16);
            count(statement, from, from, end);
            statement.execute("update asyncz_counted set first = '" + IdRange.id(from) + "'");
            return from > 0;
        }
    }

    /** Merges what was counted since. Whoever reads sees either. */
    public static boolean merge(Connection connection) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select distinct id from asyncz_counts where fresh")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        try (Statement statement = connection.createStatement();
                var cap = connection.prepareStatement(CAP)) {
            statement.execute(MERGE);
            cap.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            return cap.executeUpdate() > 0;
        }
    }

    /** Nobody writes until the transaction is over. */
    private static void alone(Statement statement) throws SQLException {
        Ddl.begin(statement);
        statement.execute("lock table only " + Layout.TABLE + " in share mode");
    }

    /** @param first the first millisecond that is counted at all */
    private static void count(Statement statement, long first, long from, long to) throws SQLException {
        long begin = Math.max(first, floor(from));
        long end = to == IdRange.END ? to : floor(to + CountTables.ID_MILLIS - 1);
        if (begin < end) {
            statement.execute("delete from asyncz_counts where id >= " + begin / CountTables.ID_MILLIS
                    + (end == IdRange.END ? "" : " and id < " + end / CountTables.ID_MILLIS));
            statement.execute(CountTables.insertCounts(new IdRange(begin, end, false)));
        }
    }

    private static long first(Connection connection) throws SQLException {
        UUID first = Ddl.id(connection, "select first from asyncz_counted");
        return first == null ? 0 : first.getMostSignificantBits() >>> 16;
    }

    private static long floor(long millis) {
        return millis - millis % CountTables.ID_MILLIS;
    }

    private static @Nullable Partition part(Connection connection, String name) throws SQLException {
        for (Partition part : Layout.read(connection).parts()) {
            if (part.name().equals(name)) {
                return part;
            }
        }
        return null;
    }
}
