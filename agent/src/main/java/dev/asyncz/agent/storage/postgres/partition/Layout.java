package dev.asyncz.agent.storage.postgres.partition;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How {@code asyncz_logs} is laid out at a moment. Read from the catalogue, never remembered: another node may change it.
 *
 * @param isPartitioned whether it is; a table of an earlier version is not, nor one whose user may not change it
 * @param parts those for a range of ids, the oldest first; there may be gaps between them
 * @param rest the one that takes lines of all other ids; null where there is none
 * @param now the server's time, in milliseconds
 */
public record Layout(
        boolean isPartitioned,
        List<Partition> parts,
        @Nullable String rest,
        long now) {
    public static final String TABLE = "asyncz_logs";

    /** The name of the partition for all other ids, unless that is taken. */
    public static final String REST = TABLE + "_rest";

    /**
     * Makes new tables of a transaction lie where this one is, which need not be where its user's go: a schema may have
     * come since that comes first.
     */
    public static final String BESIDE = "select set_config('search_path', relnamespace::regnamespace || ', '"
            + " || current_setting('search_path'), true) from pg_class where oid = '" + TABLE + "'::regclass";

    /** From here on a key may span partitions, and a partition is attached beside those who write. */
    private static final int FIRST_VERSION = 12;

    private static final String READ = "select t.relkind = 'p', (extract(epoch from clock_timestamp()) * 1000)::bigint,"
            + " p.oid::regclass::text, pg_get_expr(p.relpartbound, p.oid) from pg_class t"
            + " left join pg_inherits on inhparent = t.oid left join pg_class p on p.oid = inhrelid"
            + " where t.oid = '" + TABLE + "'::regclass";

    private static final Pattern BOUNDS =
            Pattern.compile("FOR VALUES FROM \\((MINVALUE|'[-0-9a-f]{36}')\\) TO \\((MAXVALUE|'[-0-9a-f]{36}')\\)");

    /** Whether this server can do with partitions. */
    public static boolean isPossible(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() >= FIRST_VERSION;
    }

    public static Layout read(Connection connection) throws SQLException {
        if (!isPossible(connection)) {
            return new Layout(false, List.of(), null, System.currentTimeMillis());
        }
        List<Partition> parts = new ArrayList<>();
        String rest = null;
        boolean isPartitioned = false;
        long now = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(READ)) {
            while (rows.next()) {
                isPartitioned = rows.getBoolean(1);
                now = rows.getLong(2);
                String bounds = rows.getString(4);
                if ("DEFAULT".equals(bounds)) {
                    rest = rows.getString(3);
                } else if (bounds != null) {
                    parts.add(partition(rows.getString(3), bounds));
                }
            }
        }
        parts.sort(Comparator.comparingLong(Partition::from));
        return new Layout(isPartitioned, List.copyOf(parts), rest, now);
    }

    /**
     * All ids, newest first, in ranges of one partition each; only the first one spans all that is not over yet, and what
     * lies in gaps is in the partition for the rest.
     */
    public List<IdRange> newestFirst() {
        List<IdRange> ranges = new ArrayList<>();
        long end = IdRange.END;
        for (int i = parts.size() - 1; i >= 0; i--) {
            Partition part = parts.get(i);
            if (end == IdRange.END && part.from() > now && i > 0) {
                continue;
            }
            if (end == IdRange.END) {
                ranges.add(new IdRange(part.from(), end, false));
            } else {
                if (part.to() < end) {
                    ranges.add(new IdRange(part.to(), end, false));
                }
                ranges.add(new IdRange(part.from(), part.to(), false));
            }
            end = part.from();
        }
        if (end > 0) {
            ranges.add(new IdRange(0, end, false));
        }
        return ranges;
    }

    private static Partition partition(String name, String bounds) throws SQLException {
        Matcher parsed = BOUNDS.matcher(bounds);
        if (!parsed.matches()) {
            throw new SQLException("the partition " + name + " is not by ids: " + bounds);
        }
        return new Partition(name, millis(parsed.group(1), 0), millis(parsed.group(2), IdRange.END));
    }

    /** An id that somebody has cut at is between two milliseconds: the ranges of a query need not be whole. */
    private static long millis(String bound, long open) {
        return bound.endsWith("VALUE")
                ? open
                : Long.parseLong(bound.substring(1, 14).replace("-", ""), 16);
    }
}
