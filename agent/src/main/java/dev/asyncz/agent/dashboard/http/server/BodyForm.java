package dev.asyncz.agent.dashboard.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asyncz.agent.dashboard.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** How the body of an answer travels: compressed where that is worth it, and not at all where the asker has it. */
final class BodyForm {
    private static final int WORTH_IT = 1_400;
    private static final Pattern TEXT = Pattern.compile("text/(?!event-stream).*|application/json.*|image/svg.*");

    /** What changes on a page without anything having happened. */
    private static final Pattern PASSING =
            Pattern.compile("<span[^>]* id=\"updated\">[^<]*</span>|<time class=\"ago\"[^>]*>[^<]*</time>");

    private BodyForm() {}

    static boolean compresses(HttpResponse answer, @Nullable String accepted) {
        return accepted != null
                && accepted.contains("gzip")
                && answer.body().length > WORTH_IT
                && TEXT.matcher(answer.contentType()).matches();
    }

    static byte[] compressed(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 8);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Tells whether a page says the same as before; null for what is no page. */
    static @Nullable String tag(HttpResponse answer) {
        if (answer.status() != 200 || !answer.contentType().startsWith("text/html") || answer.writer() != null) {
            return null;
        }
        String lasting = PASSING.matcher(new String(answer.body(), UTF_8)).replaceAll("");
        CRC32C sum = new CRC32C();
        sum.update(lasting.getBytes(UTF_8));
        return "W/\"" + Long.toHexString(sum.getValue()) + "-" + Integer.toHexString(lasting.hashCode()) + "\"";
    }
}
