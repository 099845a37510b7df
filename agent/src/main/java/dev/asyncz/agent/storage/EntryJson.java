package dev.asyncz.agent.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as one line of JSON, and back: names in snake_case, times in UTC. What is not valid Unicode (a lone
 * surrogate) is written as U+FFFD, so that every reader can take it.
 */
public final class EntryJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Without an exception. */
    private static final int USUAL_CHARS = 512;

    /** Deeper than any entry goes; only a value that contains itself gets there. */
    private static final int MAX_DEPTH = 50;

    private EntryJson() {}

    /** The entry as one object, without line breaks. */
    public static String write(LogEntry entry) {
        return text(json -> write(json, entry));
    }

    /**
     * The same with its line break.
     *
     * @param escapes what else is not to stand for itself in a text
     */
    public static String line(LogEntry entry, CharacterEscapes escapes) {
        return text(json -> {
            write(json.setCharacterEscapes(escapes), entry);
            json.writeRaw('\n');
        });
    }

    /** A map of {@link LogEntry#extra} as one object, without line breaks. */
    public static String writeExtra(Map<String, Object> extra) {
        return text(json -> value(json, extra));
    }

    /** Writes an entry as an object. */
    public static void write(JsonGenerator json, LogEntry entry) throws IOException {
        json.writeStartObject();
        field(json, "id", entry.id());
        field(json, "ts", IsoTime.of(entry.ts()));
        field(json, "level", entry.level());
        field(json, "message", entry.message());
        field(json, "logger", entry.logger());
        field(json, "task_id", entry.taskId());
        field(json, "run_id", entry.runId());
        json.writeFieldName("extra");
        value(json, entry.extra());
        json.writeEndObject();
    }

    /** Writes a value of the kinds that an entry holds, as deep as it goes. */
    public static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        value(json, value, 0);
    }

    /**
     * Reads what {@link #write(LogEntry)} wrote.
     *
     * @throws IOException when the text is not a whole entry
     */
    public static LogEntry read(String text) throws IOException {
        Map<String, Object> fields = readExtra(text);
        try {
            return new LogEntry(
                    UUID.fromString(string(fields, "id")),
                    Instant.parse(string(fields, "ts")),
                    LogLevel.valueOf(string(fields, "level")),
                    string(fields, "message"),
                    string(fields, "logger"),
                    (String) fields.get("task_id"),
                    (String) fields.get("run_id"),
                    extra(fields.get("extra")));
        } catch (RuntimeException e) {
            throw new IOException("not an entry: " + e.getMessage(), e);
        }
    }

    /**
     * Reads one object; fields that are null are left out, numbers are Integer, Long, BigInteger or Double.
     *
     * @throws IOException when the text is not one whole object
     */
    public static Map<String, Object> readExtra(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            Map<String, Object> object = object(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON object");
            }
            return object;
        }
    }

    @SuppressWarnings("unchecked") // An object that readExtra made.
    private static Map<String, Object> extra(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static String string(Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text in " + name);
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            if (value != null) {
                object.put(name, value);
            }
        }
        return object;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(parser);
            if (value != null) {
                array.add(value);
            }
        }
        return array;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    private static void field(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        value(json, value == null ? null : value.toString(), 0);
    }

    private static void value(JsonGenerator json, @Nullable Object value, int depth) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (depth > MAX_DEPTH) {
            json.writeString("…");
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> each : map.entrySet()) {
                json.writeFieldName(wellFormed(String.valueOf(each.getKey())));
                value(json, each.getValue(), depth + 1);
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                value(json, each, depth + 1);
            }
            json.writeEndArray();
        } else {
            scalar(json, value);
        }
    }

    private static void scalar(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double || value instanceof Float) {
            json.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(wellFormed(value.toString()));
        }
    }

    /** The text with each lone surrogate replaced by U+FFFD; the same object when there is none. */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return replaced(text, i);
            }
        }
        return text;
    }

    private static String replaced(String text, int from) {
        StringBuilder result = new StringBuilder(text);
        for (int i = from; i < result.length(); i++) {
            char c = result.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                result.setCharAt(i, '\uFFFD');
            }
        }
        return result.toString();
    }

    private static String text(Content content) {
        StringWriter text = new StringWriter(USUAL_CHARS);
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }
}
