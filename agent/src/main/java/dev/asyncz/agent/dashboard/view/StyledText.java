package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.http.ShownText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A captured text cut where its colour changes and where a hit begins or ends; the colours become class names. */
public final class StyledText {
    /** What a terminal takes as "from here on in this colour" (SGR). */
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[([0-9;:]{0,100})m");

    private static final String LINE_END = "nl";
    private static final String[] COLOURS = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};

    private StyledText() {}

    /** @param raw as captured */
    static List<Fragment> of(String raw, Highlighter highlighter) {
        List<Fragment> colours = colours(raw);
        StringBuilder whole = new StringBuilder(raw.length());
        colours.forEach(fragment -> whole.append(fragment.text));
        BitSet hits = highlighter.hits(whole.toString());
        if (hits.isEmpty()) {
            return colours;
        }
        return cut(colours, hits);
    }

    /** The same, with each line end as a fragment of its own. */
    static List<Fragment> lines(String raw, Highlighter highlighter) {
        List<Fragment> whole = of(raw, highlighter);
        if (raw.indexOf('\n') < 0) {
            return whole;
        }
        List<Fragment> lines = new ArrayList<>();
        for (Fragment each : whole) {
            int from = 0;
            for (int at = each.text.indexOf('\n'); at >= 0; at = each.text.indexOf('\n', from)) {
                if (at > from) {
                    lines.add(new Fragment(each.text.substring(from, at), each.hit, each.style));
                }
                lines.add(new Fragment("\n", false, LINE_END));
                from = at + 1;
            }
            if (from < each.text.length()) {
                lines.add(new Fragment(each.text.substring(from), each.hit, each.style));
            }
        }
        return lines;
    }

    /** As it is shown, without colours. */
    public static String plain(String raw) {
        if (raw.indexOf('\u001B') < 0) {
            return ShownText.safe(raw);
        }
        return ShownText.safe(COLOUR.matcher(raw).replaceAll(""));
    }

    static boolean anyHit(List<Fragment> fragments) {
        return fragments.stream().anyMatch(Fragment::hit);
    }

    private static List<Fragment> colours(String raw) {
        if (raw.indexOf('\u001B') < 0) {
            return List.of(new Fragment(ShownText.safe(raw), false, null));
        }
        List<Fragment> fragments = new ArrayList<>();
        Style style = new Style(null, false, false, false);
        Matcher change = COLOUR.matcher(raw);
        int from = 0;
        while (change.find()) {
            add(fragments, raw.substring(from, change.start()), style);
            style = style.after(change.group(1));
            from = change.end();
        }
        add(fragments, raw.substring(from), style);
        return fragments;
    }

    private static void add(List<Fragment> fragments, String raw, Style style) {
        String text = ShownText.safe(raw);
        if (!text.isEmpty()) {
            fragments.add(new Fragment(text, false, style.classes()));
        }
    }

    private static List<Fragment> cut(List<Fragment> colours, BitSet hits) {
        List<Fragment> fragments = new ArrayList<>();
        int begin = 0;
        for (Fragment colour : colours) {
            int end = begin + colour.text.length();
            for (int from = begin; from < end; ) {
                int to = Math.min(end, nextChange(hits, from));
                String text = colour.text.substring(from - begin, to - begin);
                fragments.add(new Fragment(text, hits.get(from), colour.style));
                from = to;
            }
            begin = end;
        }
        return fragments;
    }

    /** Where a hit ends, or the next one begins. */
    private static int nextChange(BitSet hits, int from) {
        if (hits.get(from)) {
            return hits.nextClearBit(from);
        }
        int next = hits.nextSetBit(from);
        return next < 0 ? Integer.MAX_VALUE : next;
    }

    /**
     * For the templates: part of a text.
     *
     * @param hit whether it is what was searched for
     * @param style class names; null for none
     */
    record Fragment(String text, boolean hit, @Nullable String style) {}

    /** Colour and weight as a terminal would go on. */
    private record Style(@Nullable String colour, boolean bold, boolean italic, boolean underlined) {

        Style after(String codes) {
            Style style = this;
            String[] numbers = codes.split("[;:]", -1);
            for (int i = 0; i < numbers.length; i++) {
                int code = number(numbers[i]);
                if (code == 38 || code == 48) {
                    // One of 256 colours, or red, green and blue: a palette that nobody has checked for contrast.
                    i += i + 1 < numbers.length && number(numbers[i + 1]) == 2 ? 4 : 2;
                } else {
                    style = style.after(code);
                }
            }
            return style;
        }

        private Style after(int code) {
            if (code >= 30 && code <= 37 || code >= 90 && code <= 97) {
                return new Style(COLOURS[code % 10], bold, italic, underlined);
            }
            return switch (code) {
                case 0 -> new Style(null, false, false, false);
                case 1 -> new Style(colour, true, italic, underlined);
                case 3 -> new Style(colour, bold, true, underlined);
                case 4 -> new Style(colour, bold, italic, true);
                case 22 -> new Style(colour, false, italic, underlined);
                case 23 -> new Style(colour, bold, false, underlined);
                case 24 -> new Style(colour, bold, italic, false);
                case 39 -> new Style(null, bold, italic, underlined);
                default -> this;
            };
        }

        private static int number(String digits) {
            if (digits.isEmpty()) {
                return 0;
            }
            return digits.length() > 3 ? -1 : Integer.parseInt(digits);
        }

        @Nullable
        String classes() {
            List<String> classes = new ArrayList<>();
            if (colour != null) {
                classes.add("ansi-" + colour);
            }
            if (bold) {
                classes.add("bold");
            }
            if (italic) {
                classes.add("italic");
            }
            if (underlined) {
                classes.add("underlined");
            }
            return classes.isEmpty() ? null : String.join(" ", classes);
        }
    }
}
