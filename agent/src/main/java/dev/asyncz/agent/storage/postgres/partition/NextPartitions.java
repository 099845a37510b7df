package dev.asyncz.agent.storage.postgres.partition;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes partitions ahead: there is always one that begins later. A table is made beside those who write and attached
 * then, which holds up nobody but who writes to the partition for the rest. What has come there for its ids moves along.
 */
public final class NextPartitions {
    private static final Duration LEAST = Duration.ofMinutes(10);
    private static final Duration FIRST = Duration.ofHours(1);

    /** Lines that move along at once; of a time with more of them, all stay in the partition for the rest. */
    private static final int MOVED = 50_000;

    private static final int AT_ONCE = 4;

    private final String columns;

    /** @param columns all of a line, with commas */
    public NextPartitions(String columns) {
        this.columns = columns;
    }

    /**
     * Makes what is missing. Needs a transaction.
     *
     * @param most how long a partition lasts at most
     * @param lines how many lines one is to hold
     * @return how many were made
     * @throws SQLException with the state 55P03 when somebody is in the way
     */
    public int make(Connection connection, Duration most, long lines) throws SQLException {
        Layout layout = Layout.read(connection);
        if (!layout.isPartitioned() || isAhead(layout, LEAST.toMillis())) {
            return 0;
        }
        return make(connection, layout, begin(layout), width(connection, layout, most, lines));
    }

    /**
     * Makes partitions of one width until there is one that begins later than in that time.
     *
     * @param layout what was there when they were found to be missing
     * @param first where the first one begins
     */
    public int make(Connection connection, Layout layout, long first, long width) throws SQLException {
        int made = 0;
        try (Statement statement = connection.createStatement()) {
            Ddl.begin(statement);
            boolean isOutdated = !Layout.read(connection).parts().equals(layout.parts());
            long end;
            for (long begin = first; !isOutdated && begin <= layout.now() + width && made < AT_ONCE; begin = end) {
                end = whole(begin + width) > begin ? whole(begin + width) : begin + width;
                made += make(connection, statement, layout.rest(), new IdRange(begin, end, false)) ? 1 : 0;
            }
        }
        return made;
    }

    /** Whether there are partitions for that long. */
    private static boolean isAhead(Layout layout, long atLeast) {
        int last = layout.parts().size() - 1;
        return last >= 0
                && layout.parts().get(last).from() > layout.now()
                && layout.parts().get(last).to() > layout.now() + atLeast;
    }

    /** At the last whole ten minutes: what is counted in such goes with a partition. */
    private static long whole(long millis) {
        return millis - millis % LEAST.toMillis();
    }

    /** Where the last one ends; where nobody has made one for long, at whole ten minutes. */
    private static long begin(Layout layout) {
        long now = whole(layout.now());
        int last = layout.parts().size() - 1;
        return last < 0
                ? Math.max(0, now - FIRST.toMillis())
                : Math.max(layout.parts().get(last).to(), now);
    }

    /** By how many lines came since the one that is written to began. */
    private static long width(Connection connection, Layout layout, Duration most, long lines) throws SQLException {
        Partition open = null;
        for (Partition each : layout.parts()) {
            open = each.from() <= layout.now() - LEAST.toMillis() ? each : open;
        }
        if (open == null || open.from() == 0) {
            return Math.min(FIRST.toMillis(), most.toMillis());
        }
        long came = Math.max(1, PartitionSizes.lines(connection, open.name()));
        long took = Math.min(open.to(), layout.now()) - open.from();
        double fit = (double) lines / came * took;
        return (long) Math.max(LEAST.toMillis(), Math.min(most.toMillis(), fit));
    }

    private boolean make(Connection connection, Statement statement, @Nullable String rest, IdRange range)
            throws SQLException {
        String waiting = rest == null ? "" : " from " + rest + " where true" + range.condition();
        if (rest != null) {
            // So that no line for its ids comes while it is made.
            statement.execute("lock table " + rest + " in access exclusive mode");
            String count = "select count(*) from (select" + waiting + " limit " + (MOVED + 1) + ") head";
            if (Ddl.number(connection, count) > MOVED) {
                return false;
            }
        }
        String name = Ddl.freeName(connection, String.format("%s_%012x", Layout.TABLE, range.from()));
        statement.execute("create table " + name + " (like " + Layout.TABLE + " including all)");
        if (rest != null) {
            statement.execute("with moved as (delete" + waiting + " returning " + columns + ") insert into " + name
                    + " (" + columns + ") select " + columns + " from moved");
        }
        statement.execute("alter table " + Layout.TABLE + " attach partition " + name + " for values from ('"
                + IdRange.id(range.from()) + "') to ('" + IdRange.id(range.to()) + "')");
        return true;
    }
}
