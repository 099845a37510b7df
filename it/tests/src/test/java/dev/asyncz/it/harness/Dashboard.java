package dev.asyncz.it.harness;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;

/** An application's dashboard, asked over HTTP. */
public final class Dashboard {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private final URI address;

    public Dashboard(URI address) {
        this.address = address;
    }

    /** Scheme, host and port. */
    public URI address() {
        return address;
    }

    /** The page of lines, for a browser. */
    public String page() {
        return address + "/dashboard/logs/";
    }

    public HttpResponse<String> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                    .timeout(PATIENCE)
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking for " + path, e);
        }
    }

    /** Asks for what has no end, until the application ends; the list grows line by line. */
    public List<String> follow(String path) {
        List<String> lines = new CopyOnWriteArrayList<>();
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
        HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .thenAccept(response -> response.body().forEach(lines::add));
        return lines;
    }

    /** The entries for a query string such as {@code level=ERROR&limit=5}, newest first. */
    public List<Entry> logs(String query) {
        return entries(json("/dashboard/api/logs?" + query));
    }

    /** The newest thousand entries, oldest first. */
    public List<Entry> logs() {
        List<Entry> entries = new ArrayList<>(logs("limit=1000"));
        java.util.Collections.reverse(entries);
        return entries;
    }

    /** Every entry there is, oldest first, however many pages they take. */
    public List<Entry> allLogs() {
        List<Entry> entries = new ArrayList<>();
        JsonNode page = json("/dashboard/api/logs?limit=1000");
        while (!entries(page).isEmpty()) {
            entries.addAll(entries(page));
            String next = page.path("next").asText("");
            if (next.isEmpty() || next.equals("null")) {
                break;
            }
            page = json("/dashboard/api/logs?limit=1000&before=" + encode(next));
        }
        java.util.Collections.reverse(entries);
        return entries;
    }

    public List<Task> tasks() {
        return stream(json("/dashboard/api/tasks").path("tasks")).map(Task::of).toList();
    }

    /** Waits for a task that is as wanted. */
    public Task awaitTask(String id, Predicate<Task> wanted, String description) {
        return org.awaitility.Awaitility.await(id + ": " + description)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> tasks().stream()
                                .filter(task -> task.id().equals(id) && wanted.test(task))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    public JsonNode stats() {
        return json("/dashboard/api/stats");
    }

    /** Waits for an entry with this message, and gives the newest. */
    public Entry awaitMessage(String message) {
        return await(entry -> entry.message().equals(message), "an entry \"" + message + "\"");
    }

    /** Waits for an entry, and gives the newest that is meant. */
    public Entry await(Predicate<Entry> meant, String description) {
        return awaitLogs(entries -> entries.stream().anyMatch(meant), description).stream()
                .filter(meant)
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    /** Waits until the newest thousand entries, oldest first, are as wanted. */
    public List<Entry> awaitLogs(Predicate<Collection<Entry>> wanted, String description) {
        try {
            return org.awaitility.Awaitility.await(description)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(this::logs, wanted::test);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("waited in vain for " + description + "; the entries are:\n" + lines(), e);
        }
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        logs().forEach(entry -> text.append(entry).append('\n'));
        return text.toString();
    }

    public JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(path + " is not JSON: " + response.body(), e);
        }
    }

    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static List<Entry> entries(JsonNode page) {
        return stream(page.path("entries")).map(Entry::of).toList();
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
