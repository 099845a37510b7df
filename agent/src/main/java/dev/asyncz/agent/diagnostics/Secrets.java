package dev.asyncz.agent.diagnostics;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Takes out of a text what nobody else should read, before it is printed, served or thrown on: by its form, the login
 * in a URL and the value of {@code password=} and its like, and word for word what the configuration has as a secret,
 * as a driver may quote half a URL. Rather too much than too little. Immutable; any thread.
 */
public final class Secrets {
    public static final String MASK = "***";

    /** Of a text that has none by name. */
    public static final Secrets NONE = new Secrets(List.of());

    /** Shorter ones are found in every other word. */
    private static final int SHORTEST = 4;

    /** No option takes a longer value. */
    private static final int LONGEST_URL = 4_096;

    private static final String[] WORDS = {"token", "pass", "pasw", "pwd", "secret", "key", "auth", "cred"};

    private final List<String> known;

    private Secrets(List<String> known) {
        this.known = known;
    }

    /**
     * These very texts are secret.
     *
     * @param secrets whole values, as they are written and decoded
     * @param shown what is shown all the same: a password that is part of it, such as {@code postgres}, hides nothing
     */
    public static Secrets of(Collection<String> secrets, Collection<String> shown) {
        List<String> known = new ArrayList<>();
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST && !known.contains(secret) && !isPartOf(secret, shown)) {
                known.add(secret);
            }
        }
        if (known.isEmpty()) {
            return NONE;
        }
        // One that contains another goes first, or its rest would stay.
        known.sort(Comparator.comparingInt(String::length).reversed());
        return new Secrets(List.copyOf(known));
    }

    private static boolean isPartOf(String secret, Collection<String> shown) {
        for (String each : shown) {
            if (each.contains(secret)) {
                return true;
            }
        }
        return false;
    }

    /** A text of any kind, such as an exception's message, without the secrets in it. */
    public String masked(String text) {
        String masked = text;
        for (String secret : known) {
            masked = masked.replace(secret, MASK);
        }
        return maskedByForm(masked);
    }

    /** Likewise, without knowing any of them: what looks like one. */
    public static String maskedByForm(String text) {
        if (text.indexOf('@') < 0 && text.indexOf('=') < 0 && text.indexOf("://") < 0) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !endsWord(text.charAt(end))) {
                end++;
            }
            String word = MaskedWord.of(text.substring(at, end), false);
            masked.append(word);
            if (end < text.length() && isQuote(text.charAt(end)) && endsWithSecretKey(text.substring(at, end))) {
                int close = text.indexOf(text.charAt(end), end + 1);
                masked.append(text.charAt(end)).append(MASK);
                end = close < 0 ? text.length() : close;
            }
            if (end < text.length()) {
                masked.append(text.charAt(end));
            }
            at = end + 1;
        }
        return masked.toString();
    }

    /** The whole value of an option, which may be a URL with blanks and quotes in its password. */
    public static String maskedValue(String value) {
        return MaskedWord.of(value, true);
    }

    /** Whether {@code key} names, or is a slip of the pen for, something that nobody else should read. */
    public static boolean soundsSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        for (String sign : WORDS) {
            if (lower.contains(sign)) {
                return true;
            }
        }
        return false;
    }

    /** The passwords that a URL contains, in its login and in its parameters, as they are written and decoded. */
    public static List<String> in(String url) {
        List<String> found = new ArrayList<>();
        if (url.length() > LONGEST_URL) {
            return found;
        }
        int scheme = url.indexOf("://");
        int login = url.lastIndexOf('@');
        String rest = url.substring(scheme < 0 || login >= 0 && scheme > login ? 0 : scheme + 3);
        if (login < 0) {
            add(found, MaskedWord.inPlaceOfPorts(rest));
        } else {
            addLogin(found, rest.substring(0, rest.lastIndexOf('@')));
            for (String each : rest.split(",", -1)) {
                // Of several hosts each may have a login of its own.
                addLogin(found, each.substring(0, Math.max(0, each.lastIndexOf('@'))));
            }
        }
        for (int equals = url.indexOf('='); equals >= 0; equals = url.indexOf('=', equals + 1)) {
            if (soundsSecret(MaskedWord.keyBefore(url, equals))) {
                add(found, url.substring(equals + 1, MaskedWord.endOfParameter(url, equals + 1)));
            }
        }
        return found;
    }

    private static void addLogin(List<String> found, String login) {
        add(found, login.substring(login.indexOf(':') + 1));
    }

    private static void add(List<String> found, String secret) {
        found.add(secret);
        try {
            found.add(URLDecoder.decode(secret.replace("+", "%2B"), StandardCharsets.UTF_8));
            found.add(URLDecoder.decode(secret, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            // It is what it is.
        }
    }

    private static boolean endsWithSecretKey(String word) {
        return word.endsWith("=") && MaskedWord.isSecret(MaskedWord.keyBefore(word, word.length() - 1), false);
    }

    private static boolean endsWord(char c) {
        return c <= ' ' || isQuote(c) || c == '<' || c == '>' || c == '`';
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
