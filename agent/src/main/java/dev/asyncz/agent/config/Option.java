package dev.asyncz.agent.config;

import dev.asyncz.agent.diagnostics.Secrets;
import java.util.Locale;

/**
 * One thing that can be set.
 *
 * @param key its name, such as {@code storage.maxlen}
 * @param fallback its value when nobody says anything; blank for none
 * @param type what its value has to look like
 * @param sentence what it does, for people
 */
public record Option(String key, String fallback, ValueType type, String sentence) {

    /** Whether its value must never be shown. */
    public boolean secret() {
        return type instanceof ValueType.Text text && text.secret();
    }

    /** Whether its value may hold a login. */
    boolean isUrl() {
        return key.endsWith(".url");
    }

    /** What is allowed, such as "a whole number from 0 to 65535". */
    public String allowed() {
        return type.allowed();
    }

    /** The system property that sets it. */
    public String property() {
        return "asyncz.".concat(key);
    }

    /** The environment variable that sets it. */
    public String variable() {
        return "ASYNCZ_".concat(key.replace('.', '_').toUpperCase(Locale.ROOT));
    }

    /** {@code value} as it may be shown. */
    String shown(String value) {
        if (value.isEmpty()) {
            return "nothing";
        }
        if (secret()) {
            return Secrets.MASK;
        }
        return PrintableText.text(isUrl() ? Secrets.maskedValue(value) : value);
    }
}
