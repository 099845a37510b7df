package dev.asyncz.agent.storage.file.layout;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.api.LogEntry;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One JSON object a line. */
public final class JsonLines implements LineFormat {
    private static final String START = "{\"id\":\"";

    @Override
    public String write(LogEntry entry) {
        String json = EntryJson.write(entry);
        // JSON leaves line separators, bidi and other controls as they are. They only occur within strings.
        return escaped(json).concat("\n");
    }

    @Override
    public int start(String line) {
        return 0;
    }

    @Override
    public boolean isOwn(String line) {
        return line.startsWith(START) && line.startsWith("\",\"ts\":\"", START.length() + PlainText.ID_LENGTH);
    }

    @Override
    public boolean mayBeTorn(String text) {
        return text.startsWith(START) || START.startsWith(text);
    }

    @Override
    public @Nullable UUID id(String record) {
        return record.startsWith(START) ? PlainText.id(record, START.length()) : null;
    }

    @Override
    public LogEntry read(String record) throws IOException {
        try {
            return EntryJson.read(record);
        } catch (IOException e) {
            // The line break before this record may be what was damaged, and another record stand before it. What is
            // nested in a record cannot be taken for one: closing brackets follow it.
            int start = record.lastIndexOf(START);
            if (start > 0) {
                return EntryJson.read(record.substring(start));
            }
            throw e;
        }
    }

    private static String escaped(String json) {
        StringBuilder line = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < json.length(); i++) {
            if (PlainText.isHarmful(json.charAt(i))) {
                line.append(json, copied, i).append(String.format("\\u%04x", (int) json.charAt(i)));
                copied = i + 1;
            }
        }
        return copied == 0 ? json : line.append(json, copied, json.length()).toString();
    }
}
