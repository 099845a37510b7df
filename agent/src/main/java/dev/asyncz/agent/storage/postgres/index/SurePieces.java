package dev.asyncz.agent.storage.postgres.index;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Pieces that a text has in any case if it has what is looked for, long enough for an index of trigrams. Of ASCII, and
 * without i, k and s: those have forms beyond it that mean the same to who looks for them, and others to the index.
 */
public final class SurePieces {
    private static final int TRIGRAM = 3;

    private static final String ANY = "\\.[*+]?\\??|\\\\[dswDSW][*+]?\\??|\\^|\\$";

    /** Of characters that mean themselves, and of any between them. */
    private static final Pattern PLAIN = Pattern.compile("(?:[\\w :,;/=<>@%&!~'\"-]|" + ANY + ")+");

    private static final Pattern UNSURE = Pattern.compile("[iIkKsS]|[^\\x20-\\x7e]");

    private SurePieces() {}

    /** Of a text. */
    public static List<String> ofText(String text) {
        return pieces(Stream.of(text));
    }

    /** Of a regular expression; none if it is not a simple one. */
    public static List<String> ofRegex(String regex) {
        return PLAIN.matcher(regex).matches() ? pieces(Stream.of(regex.split(ANY))) : List.of();
    }

    private static List<String> pieces(Stream<String> texts) {
        return texts.flatMap(UNSURE::splitAsStream)
                .filter(piece -> piece.length() >= TRIGRAM)
                .toList();
    }
}
