package dev.asyncz.agent.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The properties file that the option {@code config} names. Keys stand with or without the prefix {@code asyncz.}. It
 * is read line by line, so that a line which cannot be read costs that line alone.
 */
final class PropertiesFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final String REMEDY =
            "in a properties file a backslash begins an escape; write / in its place, or \\\\ for each";
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private PropertiesFile() {}

    /** Reads the file at {@code path}; null, and a warning, if that cannot be done. */
    static @Nullable Source read(String path, OptionTable table, Warnings warnings) {
        File file = new File(path);
        try {
            Source source = new Source("file ".concat(PrintableText.text(path)), table, warnings);
            LogicalLines lines = new LogicalLines(text(file));
            for (String line = lines.next(); line != null; line = lines.next()) {
                readLine(line, source, table, warnings);
            }
            return source;
        } catch (IOException | RuntimeException unreadable) {
            warnings.add(cannotBeRead(file, unreadable));
            return null;
        }
    }

    private static void readLine(String line, Source source, OptionTable table, Warnings warnings) {
        String written = line.substring(0, LogicalLines.endOfKey(line)).trim();
        String setting = PrintableText.text(written) + "=" + shown(written, LogicalLines.value(line), table) + " ("
                + source.name() + ") ";
        Properties one = new Properties();
        try {
            one.load(new StringReader(line));
        } catch (IOException | IllegalArgumentException malformed) {
            warnings.add(setting + "is ignored, as it cannot be read (" + malformed.getMessage() + "): " + REMEDY);
            return;
        }
        for (String key : one.stringPropertyNames()) {
            String value = one.getProperty(key);
            boolean usable = !hasControl(value);
            if (LogicalLines.losesBackslash(line)) {
                // What was meant as a path of Windows has become another one.
                String result = usable ? "is read as " + shown(key, value, table) : "is ignored";
                warnings.add(setting + result + ": " + REMEDY);
                if (!usable) {
                    continue;
                }
            }
            put(source, key.trim(), value, table, warnings);
        }
    }

    /** A value as it may be shown, whether or not there is an option of this name. */
    private static String shown(String key, String value, OptionTable table) {
        Option option = table.find(plain(key.trim()));
        return option == null ? table.shownOfUnknown(key, value) : option.shown(value);
    }

    private static boolean hasControl(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String plain(String key) {
        return key.startsWith("asyncz.") ? key.substring("asyncz.".length()) : key;
    }

    private static void put(Source source, String key, String value, OptionTable table, Warnings warnings) {
        String plain = plain(key);
        if (plain.equals("config")) {
            warnings.add("config=" + PrintableText.text(value) + " (" + source.name()
                    + ") is ignored: a file cannot name another");
        } else {
            source.put(table.find(plain), key, value);
        }
    }

    /** A named pipe would block for ever, a device never end: only a file of bounded length is read. */
    private static String text(File file) throws IOException {
        if (!file.isFile()) {
            throw new IOException(file.exists() ? "it is not a file" : "it does not exist");
        }
        byte[] bytes;
        try (FileInputStream in = new FileInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("it is longer than 1 MiB");
        }
        String text = decoded(bytes);
        return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
    }

    /** UTF-8; UTF-16 where a mark says so; and what is no UTF-8 is of the time when these files were ISO 8859-1. */
    private static String decoded(byte[] bytes) {
        boolean utf16 = bytes.length >= 2
                && (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff
                        || bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe);
        Charset charset = utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException older) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static String cannotBeRead(File file, Exception why) {
        return "config=" + PrintableText.text(file.getAbsolutePath()) + " cannot be read ("
                + PrintableText.text(String.valueOf(why.getMessage()))
                + "): it has to be a properties file; all other sources and the defaults are used";
    }
}
