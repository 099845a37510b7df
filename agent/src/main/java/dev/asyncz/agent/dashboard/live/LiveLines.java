package dev.asyncz.agent.dashboard.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.tasks.history.Starts;
import dev.asyncz.bootstrap.AgentThreads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * New lines for the pages that are open, as server-sent events. One thread for all of them, which lives as long as
 * there are any, asks the storage again and again, once for each distinct set of filters. Whoever logs never waits for
 * whoever reads.
 */
public final class LiveLines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveLines.class);
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final byte[] HELLO = "retry: 2000\n\n".getBytes(UTF_8);
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);

    private final LogReader lines;
    private final Supplier<Starts> starts;
    private final int max;
    private final long patienceNanos;

    /** Guards what follows. Held for moments, never while the storage is asked. */
    private final Object lock = new Object();

    private final List<LiveReader> readers = new ArrayList<>();
    private boolean running;
    private boolean closed;

    /**
     * @param starts of the JVMs that log
     * @param max how many may read at a time
     */
    public LiveLines(LogReader lines, Supplier<Starts> starts, int max) {
        this(lines, starts, max, PATIENCE_NANOS);
    }

    /** @param patienceNanos how long a reader may take nothing */
    LiveLines(LogReader lines, Supplier<Starts> starts, int max, long patienceNanos) {
        this.lines = lines;
        this.starts = starts;
        this.max = max;
        this.patienceNanos = patienceNanos;
    }

    /** Streams what comes after the line that the reader has seen last. */
    public HttpResponse open(HttpRequest request) {
        QueryParameters given = request.parameters();
        LogFilters filters = LogFilters.of(given.without("after", "before", "limit"));
        String broken = request.headers().lastEventId();
        String seen = broken == null ? given.get("after") : broken;
        UUID from = seen == null ? LogReader.firstOf(System.currentTimeMillis()) : LogFilters.cursor("after", seen);
        String tab = given.get("tab");
        return HttpResponse.streamed(
                        "text/event-stream;charset=utf-8",
                        stream -> start(new LiveReader(
                                stream,
                                filters,
                                request.context()
                                        .with(request.context().reader().elsewhere()),
                                from,
                                tab)))
                // Proxies that gather what passes would hold the lines back.
                .with("X-Accel-Buffering", "no");
    }

    private void start(LiveReader reader) {
        reader.send(HELLO);
        synchronized (lock) {
            // What a tab asked before is over, whether its end was noticed or not.
            readers.stream().filter(reader::replaces).forEach(LiveReader::end);
            readers.removeIf(LiveReader::gone);
            if (readers.size() < max && !closed) {
                readers.add(reader);
                startThread();
                lock.notifyAll();
                return;
            }
            // Those whose tab was closed are noticed by a write, and make room.
            readers.stream().filter(each -> !each.busy()).forEach(each -> each.send(HEARTBEAT));
        }
        reader.send("full", String.valueOf(max));
        reader.end();
    }

    private void startThread() {
        if (!running) {
            running = true;
            AgentThreads.daemon("asyncz-live", this::run).start();
        }
    }

    private void run() {
        Map<LiveTail.Audience, LiveTail> tails = new HashMap<>();
        long heartbeat = System.nanoTime();
        long pause = 0;
        for (List<LiveReader> now = next(pause); !now.isEmpty(); now = next(pause)) {
            long start = System.nanoTime();
            try {
                round(now, tails);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("live lines failed for a moment", e);
            }
            if (start - heartbeat > HEARTBEAT_NANOS) {
                heartbeat = start;
                now.stream().filter(reader -> !reader.busy()).forEach(reader -> reader.send(HEARTBEAT));
            }
            now.forEach(reader -> reader.cutIfStuck(patienceNanos));
            pause = ROUND_NANOS - (System.nanoTime() - start);
        }
    }

    private void round(List<LiveReader> now, Map<LiveTail.Audience, LiveTail> tails) {
        Map<LiveTail.Audience, List<LiveReader>> groups = new HashMap<>();
        for (LiveReader reader : now) {
            groups.computeIfAbsent(reader.audience(), audience -> new ArrayList<>())
                    .add(reader);
        }
        tails.keySet().retainAll(groups.keySet());
        groups.forEach((audience, group) -> tails.computeIfAbsent(audience, each -> new LiveTail(lines, starts, each))
                .round(group));
    }

    /** The readers, after a pause; none when there have been none for a while, and the thread is to end. */
    private List<LiveReader> next(long pauseNanos) {
        long end = System.nanoTime() + pauseNanos;
        long over = System.nanoTime() + LINGER_NANOS;
        synchronized (lock) {
            while (!closed) {
                readers.removeIf(LiveReader::gone);
                long left = (readers.isEmpty() ? over : end) - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                try {
                    lock.wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
            running = !closed && !readers.isEmpty();
            return running ? List.copyOf(readers) : List.of();
        }
    }

    /** Ends all streams; the browsers will come back. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            readers.forEach(LiveReader::end);
            lock.notifyAll();
        }
    }
}
