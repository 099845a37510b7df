package dev.asyncz.agent.diagnostics;

/** One word of a text, or a whole value, without what looks like a secret in it. By hand: it may run before main. */
final class MaskedWord {
    private static final String SCHEME_END = "://";

    private MaskedWord() {}

    /** @param whole whether it is a URL if it has no scheme: then all before an at sign is a login */
    static String of(String word, boolean whole) {
        return parameters(login(word, whole));
    }

    /** The user may stay, what follows the colon not. A password may have any character, so the last at sign ends it. */
    private static String login(String word, boolean whole) {
        int at = word.lastIndexOf('@');
        int scheme = word.indexOf(SCHEME_END);
        boolean url = scheme >= 0 && (at < 0 || scheme < at);
        int start = url ? scheme + SCHEME_END.length() : 0;
        if (at < 0) {
            return url ? word.substring(0, start) + ports(word.substring(start)) : word;
        }
        int colon = word.indexOf(':', start);
        if (!url && isDrive(word, colon)) {
            return word;
        }
        if (colon >= 0 && colon < at) {
            return word.substring(0, colon + 1) + Secrets.MASK + '@' + ports(word.substring(at + 1));
        }
        return url || whole ? word.substring(0, start) + Secrets.MASK + '@' + ports(word.substring(at + 1)) : word;
    }

    /** Windows: the colon of C:\\Users\\anna@home. */
    private static boolean isDrive(String word, int colon) {
        return colon > 0
                && colon + 1 < word.length()
                && (word.charAt(colon + 1) == '\\' || word.charAt(colon + 1) == '/')
                && Character.isLetter(word.charAt(colon - 1))
                && (colon == 1 || !Character.isLetterOrDigit(word.charAt(colon - 2)));
    }

    private static String ports(String rest) {
        String misplaced = inPlaceOfPorts(rest);
        if (misplaced.isEmpty()) {
            return rest;
        }
        int end = endOfHosts(rest);
        return rest.substring(0, end - misplaced.length()) + Secrets.MASK + rest.substring(end);
    }

    /** Where a port should stand may stand a password whose host is missing; empty if there is a port, or nothing. */
    static String inPlaceOfPorts(String rest) {
        int end = endOfHosts(rest);
        int colon = rest.indexOf(':', Math.max(0, rest.lastIndexOf(']', end)));
        return colon < 0 || colon >= end || arePorts(rest, colon, end) ? "" : rest.substring(colon + 1, end);
    }

    private static int endOfHosts(String rest) {
        int end = 0;
        while (end < rest.length() && "/?#;".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** Whether what follows is ports, of further hosts too, or the word for one. */
    private static boolean arePorts(String rest, int colon, int end) {
        boolean port = false;
        for (int i = colon; i < end; i++) {
            char c = rest.charAt(i);
            if (c == ':') {
                port = !rest.startsWith(":port", i);
            } else if (c == ',') {
                port = false;
            } else if (port && (c < '0' || c > '9')) {
                return endsSentence(rest, i, end);
            }
        }
        return true;
    }

    private static boolean endsSentence(String rest, int from, int end) {
        for (int i = from; i < end; i++) {
            if (".):]}!".indexOf(rest.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String parameters(String word) {
        int equals = word.indexOf('=');
        if (equals < 0) {
            return word;
        }
        boolean url = word.indexOf(SCHEME_END) >= 0;
        StringBuilder masked = new StringBuilder(word.length());
        int from = 0;
        while (equals >= 0) {
            int end = equals + 1;
            masked.append(word, from, end);
            if (isSecret(keyBefore(word, equals), url)) {
                end = endOfParameter(word, end);
                masked.append(end > equals + 1 ? Secrets.MASK : "");
            }
            from = end;
            equals = word.indexOf('=', from);
        }
        return masked.append(word, from, word.length()).toString();
    }

    /** The word key alone is the agent's own, where it explains key=value. */
    static boolean isSecret(String key, boolean inUrl) {
        return Secrets.soundsSecret(key) && (inUrl || !key.equals("key"));
    }

    /** The name before an equals sign. */
    static String keyBefore(String text, int equals) {
        int start = equals;
        while (start > 0 && isOfKey(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, equals);
    }

    static int endOfParameter(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '&' && text.charAt(end) != ';') {
            end++;
        }
        return end;
    }

    private static boolean isOfKey(char c) {
        return Character.isLetterOrDigit(c) || "_-.%[]$".indexOf(c) >= 0;
    }
}
