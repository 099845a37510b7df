package dev.asyncz.agent.dashboard.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;

/** Writes one JSON object as a response. */
public final class JsonBody {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(UTF_8);

    private JsonBody() {}

    /** Writes the fields of the outermost object. */
    public interface FieldWriter {
        /** @param json within the object, which is begun and ended by who calls */
        void write(JsonGenerator json) throws IOException;
    }

    /** A response of valid JSON, whatever the texts are. */
    public static HttpResponse of(int status, FieldWriter fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
        try (JsonGenerator json = FACTORY.createGenerator(new OutputStreamWriter(bytes, encoder()))) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return HttpResponse.json(status, bytes.toByteArray());
    }

    static HttpResponse problem(int status, String sentence) {
        return of(status, json -> json.writeStringField("error", sentence));
    }

    /** Jackson's own encoder throws at a lone surrogate; this one replaces it. */
    private static CharsetEncoder encoder() {
        return UTF_8.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(REPLACEMENT);
    }
}
