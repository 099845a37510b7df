package dev.asyncz.agent.storage.redis;

import static dev.asyncz.agent.storage.redis.connection.RedisConnection.bytes;

import dev.asyncz.agent.storage.redis.Paged.Page;
import dev.asyncz.agent.storage.redis.TimeRange.Skew;
import dev.asyncz.agent.storage.redis.connection.RedisConnection;
import dev.asyncz.api.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** One stream and the sets that go with it. */
final class LogStream {
    private static final int DIGITS = 32;
    private static final byte[] COUNT = bytes("COUNT");

    private final RedisConnection redis;
    private final String name;
    private final byte[] key;
    private final String node;
    private final Executor ahead;

    /**
     * @param node the name of this JVM, for entries that name none
     * @param ahead reads what a query asks for next
     */
    LogStream(RedisConnection redis, String name, String node, Executor ahead) {
        this.redis = redis;
        this.name = name;
        this.key = bytes(name);
        this.node = node;
        this.ahead = ahead;
    }

    /**
     * Adds those that are not there yet, and returns how many these were.
     *
     * @param limits what may stay, see {@link StreamLimits#limits}
     */
    long append(List<LogEntry> entries, String limits) {
        Skew skew = Skew.of(entries);
        List<byte[]> arguments = new ArrayList<>(3 + 22 * entries.size());
        arguments.add(bytes(limits));
        arguments.add(bytes(Long.toString(skew.ahead())));
        arguments.add(bytes(Long.toString(skew.behind())));
        for (LogEntry entry : entries) {
            List<byte[]> fields = Fields.write(entry, node);
            arguments.add(bytes(StreamPosition.of(entry.id())));
            arguments.add(bytes(StreamPosition.digits(entry.id())));
            arguments.add(bytes(entry.taskId() == null ? "" : entry.taskId()));
            arguments.add(bytes(Integer.toString(fields.size())));
            arguments.addAll(fields);
        }
        return (Long) redis.run(Scripts.APPEND, key, arguments);
    }

    long size() {
        return (Long) redis.send(key, Command.XLEN, List.of(key));
    }

    /** What it takes of the server's memory, about, without its sets. */
    long memory() {
        Object taken = redis.send(key, Command.MEMORY, List.of(bytes("USAGE"), key));
        return taken == null ? 0 : (Long) taken;
    }

    Skew skew() {
        byte[] skewKey = bytes(name + ":skew");
        List<?> values = list(redis.send(skewKey, Command.HMGET, List.of(skewKey, bytes("ahead"), bytes("behind"))));
        return new Skew(number(values.get(0)), number(values.get(1)));
    }

    /** Where the entry stands that came last. */
    String top() {
        List<?> rows =
                list(redis.send(key, Command.XREVRANGE, List.of(key, bytes("+"), bytes("-"), COUNT, bytes("1"))));
        return rows.isEmpty() ? StreamPosition.NOWHERE : Row.of(rows.get(0)).place();
    }

    /** The entry that stands first; null where there is none. */
    @Nullable
    LogEntry oldest() {
        List<?> rows = list(redis.send(key, Command.XRANGE, List.of(key, bytes("-"), bytes("+"), COUNT, bytes("1"))));
        return rows.isEmpty() ? null : Fields.read(Row.of(rows.get(0)).fields());
    }

    /** The ids of the entries that have come since the one at {@code top}; of very many, the first. */
    List<UUID> idsSince(String top) {
        List<byte[]> range = List.of(key, bytes("(" + top), bytes("+"), COUNT, bytes("1000"));
        return list(redis.send(key, Command.XRANGE, range)).stream()
                .map(each -> Fields.read(Row.of(each).fields()))
                .filter(Objects::nonNull)
                .map(LogEntry::id)
                .toList();
    }

    /** The entries that stand in their own place, not above {@code top}. */
    Paged inPlace(TimeRange times, String top, RowFilter filter) {
        byte[] from = bytes(Long.toString(times.from()));
        ReadAhead pages = new ReadAhead(ahead, (start, count) -> {
            List<byte[]> range = List.of(key, bytes(start), from, COUNT, bytes("" + count));
            return list(redis.send(key, Command.XREVRANGE, range));
        });
        return new Paged(Long.toString(times.to()), (start, count) -> {
            List<?> rows = pages.read(start, count);
            if (count == Paged.LARGEST_PAGE && rows.size() == count) {
                pages.begin("(" + Row.place(rows.get(count - 1)), count);
            }
            List<LogEntry> entries = new ArrayList<>(rows.size());
            long size = 0;
            String last = "";
            for (Object each : rows) {
                Row row = Row.of(each);
                size += row.size();
                last = row.place();
                LogEntry entry = filter.passes(row.fields()) ? Fields.read(row.fields()) : null;
                if (entry != null && StreamPosition.of(entry.id()).equals(last) && !StreamPosition.isAbove(last, top)) {
                    entries.add(entry);
                }
            }
            return new Page(entries, rows.size() < count ? null : "(" + last, size, StreamPosition.millis(last));
        });
    }

    /** The entries that came too late for their own place. */
    Paged late(TimeRange times, String top, RowFilter filter) {
        return indexed(name + ":late", times, top, filter);
    }

    /** All entries of a task. */
    Paged ofTask(String task, TimeRange times, String top, RowFilter filter) {
        return indexed(name + ":task:" + task, times, top, filter);
    }

    private Paged indexed(String index, TimeRange times, String top, RowFilter filter) {
        byte[] indexKey = bytes(index);
        byte[] from = bytes("[" + hex(times.from()));
        return new Paged("(" + hex(times.to()) + "~", (start, count) -> {
            List<byte[]> range = List.of(indexKey, bytes(start), from, bytes("LIMIT"), bytes("0"), bytes("" + count));
            List<?> members = list(redis.send(indexKey, Command.ZREVRANGEBYLEX, range));
            if (members.isEmpty()) {
                return new Page(List.of(), null, 0, 0);
            }
            String last = Fields.text((byte[]) members.get(members.size() - 1));
            List<LogEntry> entries = new ArrayList<>(members.size());
            long size = 0;
            for (Object each : list(redis.run(Scripts.FETCH, key, places(members)))) {
                Row row = Row.of(each);
                size += row.size();
                LogEntry entry = filter.passes(row.fields()) ? Fields.read(row.fields()) : null;
                if (entry != null && !StreamPosition.isAbove(row.place(), top)) {
                    entries.add(entry);
                }
            }
            return new Page(entries, members.size() < count ? null : "(" + last, size, millis(last));
        });
    }

    /** Where the members of a set say that their entries stand: in their own place, if they say nothing. */
    private static List<byte[]> places(List<?> members) {
        List<byte[]> places = new ArrayList<>(members.size());
        for (Object each : members) {
            String member = Fields.text((byte[]) each);
            UUID id = StreamPosition.id(member.substring(0, DIGITS));
            places.add(bytes(member.length() == DIGITS ? StreamPosition.of(id) : member.substring(DIGITS)));
        }
        return places;
    }

    /** The time of the id that a member begins with. */
    private static long millis(String member) {
        return Long.parseLong(member, 0, 12, 16);
    }

    /** The digits that an id of this time begins with. */
    private static String hex(long millis) {
        return String.format("%012x", millis);
    }

    private static long number(Object value) {
        return value == null ? 0 : Long.parseLong(Fields.text((byte[]) value));
    }

    private static List<?> list(Object reply) {
        return (List<?>) reply;
    }

    private record Row(String place, List<byte[]> fields, long size) {

        static String place(Object reply) {
            return Fields.text((byte[]) ((List<?>) reply).get(0));
        }

        @SuppressWarnings("unchecked") // What XRANGE answers.
        static Row of(Object reply) {
            List<?> row = (List<?>) reply;
            List<byte[]> fields = (List<byte[]>) row.get(1);
            long size = 0;
            for (byte[] each : fields) {
                size += each.length;
            }
            return new Row(place(reply), fields, size);
        }
    }
}
