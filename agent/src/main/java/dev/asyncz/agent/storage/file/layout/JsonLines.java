package dev.asyncz.agent.storage.file.layout;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.api.LogEntry;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One JSON object a line. */
public final class JsonLines implements LineFormat {
    private static final String START = "{\"id\":\"";
    private static final CharacterEscapes ESCAPES = new Escapes();

    @Override
    public String write(LogEntry entry) {
        return EntryJson.line(entry, ESCAPES);
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

    /** JSON leaves line separators, bidi and other controls as they are. */
    private static final class Escapes extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[0x7f] = ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return PlainText.isHarmful((char) c) ? new SerializedString(String.format("\\u%04x", c)) : null;
        }
    }
}
