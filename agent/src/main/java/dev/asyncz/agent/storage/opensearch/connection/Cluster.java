package dev.asyncz.agent.storage.opensearch.connection;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.bootstrap.AgentThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the host that has answered last, and to the next one where that is gone: each request may be made
 * twice, and so has to be one that does no harm then. Any thread.
 */
public final class Cluster implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** Bodies from this size on are compressed. */
    private static final int COMPRESSED = 1_024;

    /** What is held of an answer; as text and taken apart it is some times that. */
    private static final long LARGEST = 32L << 20;

    private static final Duration GRACE = Duration.ofMillis(500);
    private static final int THREADS = 2;

    private final ClusterAddress address;
    private final Login login;
    private final Duration patience;
    private final ThreadPoolExecutor threads;
    private final HttpClient client;
    private volatile int current;
    private volatile boolean closed;

    /** @param patience how long a host may take to answer, where a request says nothing else */
    public Cluster(ClusterAddress address, Login login, Duration patience) {
        this.address = address;
        this.login = login;
        this.patience = patience;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> AgentThreads.daemon("asyncz-opensearch-http", work));
        threads.allowCoreThreadTimeOut(true);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(threads)
                // The default one is the application's.
                .proxy(HttpClient.Builder.NO_PROXY);
        if (login.trusting != null) {
            builder.sslContext(login.trusting);
        }
        this.client = builder.build();
    }

    /** What the names of its indices begin with. */
    public String prefix() {
        return address.prefix();
    }

    /**
     * Asks, and answers what came: a success, or a refusal that says something of the request.
     *
     * @throws StorageUnavailable when no host can do it now, or the user may not
     * @throws AnswerTooLarge when less has to be asked for at once
     */
    public Answer ask(Request request) {
        return ask(request, patience);
    }

    /** @param atMost how long a host may take */
    public Answer ask(Request request, Duration atMost) {
        if (closed) {
            throw unavailable(address.toString(), "closed", null);
        }
        byte[] body = request.body();
        boolean compressed = body != null && body.length >= COMPRESSED;
        byte[] sent = body == null ? new byte[0] : compressed ? gzip(body) : body;
        StorageUnavailable last = null;
        int first = current;
        int timeouts = 0;
        for (int i = 0; i < address.hosts().size() && timeouts < 2; i++) {
            int index = (first + i) % address.hosts().size();
            String host = address.hosts().get(index);
            try {
                Answer answer = send(host, request, sent, compressed, atMost);
                if (answer.status() < 500 || answer.isTooSlow()) {
                    current = index;
                    return judged(host, request, answer);
                }
                last = unavailable(host, answer.reason(), null);
            } catch (IOException e) {
                timeouts += e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException) ? 1 : 0;
                last = unavailable(host, said(e), e);
            }
        }
        // Whoever asks next begins with another one.
        current = (first + 1) % address.hosts().size();
        throw last == null ? unavailable(address.toString(), "silent", null) : last;
    }

    @Override
    public void close() {
        // Its threads end by themselves when nothing is asked: what is under way would never end without them.
        closed = true;
    }

    private Answer send(String host, Request request, byte[] body, boolean compressed, Duration atMost)
            throws IOException {
        try {
            HttpRequest.Builder sent = HttpRequest.newBuilder(
                            URI.create((address.tls() ? "https://" : "http://") + host + request.path()))
                    .timeout(atMost)
                    .method(
                            request.method(),
                            body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
            if (body.length > 0) {
                sent.header("Content-Type", "application/json");
            }
            if (compressed) {
                sent.header("Content-Encoding", "gzip");
            }
            if (login.authorization != null) {
                sent.header("Authorization", login.authorization);
            }
            HttpResponse<byte[]> response = received(sent.build(), atMost.plus(GRACE));
            return answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(host, "interrupted while it was asked", e);
        } catch (IllegalArgumentException e) {
            // Its message may quote a header.
            throw new IOException("cannot be asked");
        }
    }

    /** The client's own timeout ends where an answer begins, and a client that is closed may never end. */
    private HttpResponse<byte[]> received(HttpRequest request, Duration atMost)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> response = client.sendAsync(request, head -> new BoundedBody(LARGEST));
        try {
            return response.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("silent");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AnswerTooLarge large) {
                throw large;
            }
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            response.cancel(true);
        }
    }

    /**
     * A list becomes what stands under "list"; a failure may say nothing.
     *
     * @throws IOException when a success is no whole JSON: nobody knows what was done
     */
    private static Answer answer(int status, byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            return new Answer(
                    status, EntryJson.readExtra(text.startsWith("[") ? "{\"list\":" + text + "}" : text), bytes.length);
        } catch (IOException | RuntimeException e) {
            if (status < 300) {
                throw new IOException(
                        status + " without whole JSON: no OpenSearch and no Elasticsearch is there, or something"
                                + " between has cut its answer off",
                        e);
            }
            return new Answer(status, Map.of(), bytes.length);
        }
    }

    private Answer judged(String host, Request request, Answer answer) {
        switch (answer.status()) {
            case 401 ->
                throw unavailable(
                        host,
                        "401: the login is refused; set storage.user and storage.password, storage.opensearch.apikey"
                                + " or storage.opensearch.bearer",
                        null);
            case 403 -> throw unavailable(host, answer.reason() + "; the user needs " + request.right(), null);
            case 429 -> {
                if (answer.isTooSlow()) {
                    return answer;
                }
                throw unavailable(host, "429: it has too much to do", null);
            }
            default -> {
                return answer;
            }
        }
    }

    private static StorageUnavailable unavailable(String host, String why, @Nullable Throwable cause) {
        return new StorageUnavailable(host + " (" + why + ")", cause);
    }

    private static String said(IOException e) {
        String message = e.getMessage();
        return e instanceof HttpTimeoutException
                ? "does not answer in time"
                : message == null ? e.getClass().getSimpleName() : message;
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
