package dev.asyncz.agent.dashboard.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpRequest.Cookie;
import dev.asyncz.agent.dashboard.http.HttpRequest.Credentials;
import dev.asyncz.agent.dashboard.http.HttpRequest.Headers;
import dev.asyncz.agent.dashboard.http.HttpRequest.Host;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.PageContext;
import dev.asyncz.agent.dashboard.http.ResponseStream;
import dev.asyncz.agent.dashboard.http.Templates;
import dev.asyncz.agent.dashboard.http.reader.ReaderWishes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One request and its response, in Jetty's types; and its body, where that is written as it comes to be. */
record JettyExchange(Request request, Response response, Callback callback) implements ResponseStream {
    static final HttpFields SECURITY = HttpFields.build()
            .add(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
                            + " frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
            .add("X-Content-Type-Options", "nosniff")
            .add("Referrer-Policy", "no-referrer")
            .add("X-Frame-Options", "DENY")
            .add("Cache-Control", "no-store")
            .asImmutable();

    /** A form of the pages is far smaller. */
    private static final int MOST_BYTES = 8_192;

    HttpRequest read(String version, Templates templates) {
        HttpURI uri = request.getHttpURI();
        HttpFields headers = request.getHeaders();
        List<String> hosts = headers.getFields(HttpHeader.HOST).stream()
                .map(field -> String.valueOf(field.getValue()))
                .toList();
        List<Cookie> cookies = Request.getCookies(request).stream()
                .map(cookie -> new Cookie(cookie.getName(), cookie.getValue()))
                .toList();
        return new HttpRequest(
                request.getMethod(),
                String.valueOf(uri.getPath()),
                uri.getQuery(),
                new Host(hosts, uri.getAuthority()),
                new Credentials(headers.get(HttpHeader.AUTHORIZATION), cookies, Request.getRemoteAddr(request)),
                new Headers(
                        headers.get(HttpHeader.ACCEPT),
                        headers.get(HttpHeader.ORIGIN),
                        headers.get("Sec-Fetch-Site"),
                        headers.get("HX-Current-URL"),
                        headers.get("Last-Event-ID")),
                new Body(request),
                PageContext.of(headers.get("X-Forwarded-Prefix"), version, templates)
                        .with(ReaderWishes.of(String.valueOf(uri.getPath()), uri.getQuery(), cookies)));
    }

    /** What is sent with a request; it can be read from the connection once. */
    private static final class Body implements Supplier<String> {
        private final Request request;
        private @Nullable String read;

        Body(Request request) {
            this.request = request;
        }

        @Override
        public String get() {
            String known = read == null ? text() : read;
            read = known;
            return known;
        }

        private String text() {
            try (InputStream in = Request.asInputStream(request)) {
                return new String(in.readNBytes(MOST_BYTES), UTF_8);
            } catch (IOException brokenOff) {
                return "";
            }
        }
    }

    void send(HttpResponse answer) {
        HttpFields.Mutable headers = response.getHeaders();
        // For who asks again and again: to see what lasts on a page takes as long as to make it, while both are new.
        String has = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
        String tag = has == null ? null : BodyForm.tag(answer);
        if (tag != null) {
            headers.put(HttpHeader.ETAG, tag);
        }
        boolean known = tag != null && tag.equals(has);
        response.setStatus(known ? 304 : answer.status());
        headers.add(SECURITY);
        headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        answer.headers().forEach(headers::put);
        boolean bodiless = request.getMethod().equals("HEAD");
        Consumer<ResponseStream> writer = answer.writer();
        if (writer != null && !bodiless) {
            writer.accept(this);
            return;
        }
        if (known) {
            response.write(true, ByteBuffer.allocate(0), callback);
            return;
        }
        byte[] body = answer.body();
        if (writer == null && BodyForm.compresses(answer, request.getHeaders().get(HttpHeader.ACCEPT_ENCODING))) {
            body = BodyForm.compressed(body);
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
            headers.put(HttpHeader.VARY, "Accept-Encoding");
        }
        if (writer == null) {
            headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        }
        response.write(true, ByteBuffer.wrap(bodiless ? new byte[0] : body), callback);
    }

    @Override
    public void write(byte[] bytes, WriteListener listener) {
        response.write(false, ByteBuffer.wrap(bytes), Callback.from(() -> listener.written(null), listener::written));
    }

    @Override
    public void end() {
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    @Override
    public void abort(Throwable why) {
        request.getConnectionMetaData().getConnection().getEndPoint().close(why);
        callback.failed(why);
    }

    @Override
    public void execute(Runnable work) {
        request.getComponents().getExecutor().execute(work);
    }
}
