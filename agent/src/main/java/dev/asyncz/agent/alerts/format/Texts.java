package dev.asyncz.agent.alerts.format;

/** What receivers take of a text. */
final class Texts {
    private Texts() {}

    /** At most so many characters, no half of a pair among them; what is left out is marked. */
    static void cut(StringBuilder text, int most) {
        if (text.length() > most) {
            int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
            text.setLength(end);
            text.append('…');
        }
    }

    static String cut(String text, int most) {
        StringBuilder cut = new StringBuilder(text);
        cut(cut, most);
        return cut.toString();
    }
}
