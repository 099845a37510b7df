package dev.asyncz.agent.storage.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a shared storage keeps: every line that one of the policies keeps that its nodes have asked for. It is written in
 * the storage, and so holds while those who asked are away; a node that asks for nothing deletes nothing that others
 * keep. Where nobody has asked, the default holds. Immutable.
 */
public final class Retention {
    /** Which of many is not told apart any more; they become one that keeps what any of them does. */
    private static final int MOST = 8;

    private final List<AskedRetention> asked;
    private final RetentionPolicy byDefault;

    private Retention(List<AskedRetention> asked, RetentionPolicy byDefault) {
        this.asked = List.copyOf(asked);
        this.byDefault = byDefault;
    }

    /**
     * Reads what {@link #text} has written.
     *
     * @param text empty where nobody has asked
     * @param byDefault what holds then
     */
    public static Retention parse(String text, RetentionPolicy byDefault) {
        return new Retention(
                text.lines()
                        .flatMap(line -> AskedRetention.parse(line).stream())
                        .toList(),
                byDefault);
    }

    /** A line for each that has asked for something of its own. */
    public String text() {
        return asked.stream().map(AskedRetention::line).collect(Collectors.joining("\n"));
    }

    /** What holds after this request: the widest of all, or this alone where it is forced. */
    public Retention with(RetentionRequest request) {
        AskedRetention mine = new AskedRetention(request.policy(), request.node(), request.at());
        if (request.force()) {
            return new Retention(List.of(mine), byDefault);
        }
        if (!request.isSet() || asked.stream().anyMatch(each -> each.policy().covers(mine.policy()))) {
            return this;
        }
        List<AskedRetention> wider = new ArrayList<>(asked.stream()
                .filter(each -> !mine.policy().covers(each.policy()))
                .toList());
        wider.add(mine);
        while (wider.size() > MOST) {
            AskedRetention oldest = wider.remove(0);
            AskedRetention next = wider.remove(0);
            wider.add(0, new AskedRetention(oldest.policy().widened(next.policy()), next.node(), next.at()));
        }
        return new Retention(wider, byDefault);
    }

    /** A line stays if one of these keeps it; never empty. */
    public List<RetentionPolicy> policies() {
        return asked.isEmpty()
                ? List.of(byDefault)
                : asked.stream().map(AskedRetention::policy).toList();
    }

    /** For people: what is kept, and who has asked for it. */
    public String words() {
        return asked.isEmpty()
                ? byDefault.words() + " (nobody has set it)"
                : asked.stream().map(AskedRetention::words).collect(Collectors.joining(", or "));
    }
}
