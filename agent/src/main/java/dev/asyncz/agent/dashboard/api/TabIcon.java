package dev.asyncz.agent.dashboard.api;

import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.util.List;

/** The icon of the browser's tab, with the number of tasks that need attention. Any thread. */
public record TabIcon(RunHistory history, Signs signs) {
    private static final int MOST_SHOWN = 99;
    private static final String PLAIN = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0969da"/>\
            <path d="M9 9h14L9 23h14" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/>\
            """;
    private static final String NUMBER = """
            <rect x="%d" y="13" width="%d" height="19" rx="9" fill="%s"/><text x="%s" y="28" font-size="16" font-weight="700" \
            text-anchor="middle" font-family="sans-serif" fill="#fff">%d</text>\
            """;

    public HttpResponse icon(HttpRequest request) {
        TaskSnapshot tasks = new TaskSnapshot(history, signs);
        List<List<Sign>> concerned = tasks.all().stream()
                .map(tasks::signs)
                .filter(found -> !found.isEmpty())
                .toList();
        boolean error = concerned.stream()
                .flatMap(List::stream)
                .anyMatch(sign -> sign.kind().severity().key().equals("error"));
        String number = concerned.isEmpty() ? "" : number(Math.min(MOST_SHOWN, concerned.size()), error);
        return HttpResponse.text(200, "image/svg+xml;charset=utf-8", PLAIN.strip() + number + "</svg>")
                .with("Cache-Control", "no-cache");
    }

    private static String number(int number, boolean error) {
        int width = number > 9 ? 25 : 19;
        return NUMBER.formatted(32 - width, width, error ? "#cf222e" : "#9a6700", 32 - width / 2.0, number)
                .strip();
    }
}
