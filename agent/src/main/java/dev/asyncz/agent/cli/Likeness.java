package dev.asyncz.agent.cli;

import java.util.Comparator;
import java.util.List;

/** Which of the words that there are somebody may have meant with one that there is not. */
final class Likeness {
    private Likeness() {}

    /** Those that are the fewest letters away, of which a third may differ; none if all are further. */
    static List<String> of(String word, List<String> known) {
        int nearest = known.stream()
                .map(each -> distance(word, each))
                .min(Comparator.naturalOrder())
                .orElse(word.length());
        return nearest > word.length() / 3
                ? List.of()
                : known.stream()
                        .filter(each -> distance(word, each) == nearest)
                        .sorted()
                        .toList();
    }

    /** After Levenshtein: how many letters to add, to leave out or to change. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] here = new int[above.length];
            here[0] = row;
            for (int column = 1; column < here.length; column++) {
                int changed = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                here[column] = Math.min(changed, Math.min(above[column], here[column - 1]) + 1);
            }
            above = here;
        }
        return above[other.length()];
    }
}
