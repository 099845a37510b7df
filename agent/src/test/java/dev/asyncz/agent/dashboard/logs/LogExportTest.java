package dev.asyncz.agent.dashboard.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All lines that match, as a file. */
class LogExportTest {
    @Test
    void should_write_all_that_match_beyond_the_limit_of_the_page_as_json_lines() throws Exception {
        List<LogEntry> entries = Samples.lifelike(2_600);
        try (Port port = Port.serving(entries)) {
            HttpResponse<String> all = port.get("/dashboard/logs/export?format=ndjson&limit=3");
            assertEquals(
                    "application/x-ndjson",
                    all.headers().firstValue("Content-Type").orElse(""));
            assertTrue(all.headers()
                    .firstValue("Content-Disposition")
                    .orElse("")
                    .matches("attachment; filename=\"asyncz-\\d{8}T\\d{6}Z\\.ndjson\""));
            List<LogEntry> read = new ArrayList<>();
            for (String line : all.body().split("\n")) {
                read.add(EntryJson.read(line));
            }
            Collections.reverse(read);
            assertEquals(entries, read);
            long warnings = entries.stream()
                    .filter(entry -> entry.level() == LogLevel.WARN)
                    .count();
            String some = port.get("/dashboard/logs/export?level=WARN").body();
            assertEquals(warnings, some.lines().count());
        }
    }

    @Test
    void should_write_a_table_that_no_spreadsheet_takes_for_formulas() throws Exception {
        LogEntry entry = Samples.entry(
                LogLevel.ERROR, "=cmd|' /C calc'!A0 \"quoted\"", "com.acme", "@task", null, Map.of("n", 1));
        try (Port port = Port.serving(List.of(entry))) {
            String table = port.get("/dashboard/logs/export?format=csv").body();
            assertTrue(table.startsWith("\uFEFFtime,level,task_id,run_id,logger,message,exception,extra\r\n"), table);
            assertTrue(
                    table.endsWith("\"ERROR\",\"'@task\",\"\",\"com.acme\",\"'=cmd|' /C calc'!A0"
                            + " \"\"quoted\"\"\",\"\",\"{\"\"n\"\":1}\"\r\n"),
                    table);
        }
    }

    @Test
    void should_write_text_for_people_without_colours_and_control_characters() throws Exception {
        LogEntry entry = Samples.entry(
                LogLevel.ERROR,
                "\u001B[31mred\u001B[0m \u202E!",
                "com.acme",
                "task",
                "run",
                Map.of(LogEntry.EXCEPTION, Samples.TRACE));
        try (Port port = Port.serving(List.of(entry))) {
            String text = port.get("/dashboard/logs/export?format=txt").body();
            assertTrue(text.contains("Z ERROR [task run] com.acme - red ⟨U+202E⟩!\njava.lang.IllegalState"), text);
        }
    }

    @Test
    void should_refuse_an_unknown_format_and_unreadable_filters() throws Exception {
        try (Port port = Port.serving(List.of())) {
            assertEquals(400, port.get("/dashboard/logs/export?format=pdf").statusCode());
            assertEquals(400, port.get("/dashboard/logs/export?q=%2F(%2F").statusCode());
            assertEquals("", port.get("/dashboard/logs/export").body());
            assertEquals(200, port.send("HEAD", "/dashboard/logs/export").statusCode());
        }
    }

    @Test
    void should_break_off_when_the_storage_fails_in_the_middle_and_answer_503_when_it_fails_at_once() throws Exception {
        LogStorage ring = Samples.ring(Samples.lifelike(2_000));
        try (Port port = Port.serving(failing(ring, 3))) {
            assertThrows(IOException.class, () -> port.get("/dashboard/logs/export"), "the end is missing");
        }
        try (Port port = Port.serving(failing(ring, 0))) {
            assertEquals(503, port.get("/dashboard/logs/export").statusCode());
        }
    }

    private static LogStorage failing(LogStorage storage, int answers) {
        return new LogStorage() {
            private int asked;

            @Override
            public void append(LogEntry entry) {
                storage.append(entry);
            }

            @Override
            public synchronized Iterable<LogEntry> query(LogQuery query) {
                if (asked++ >= answers) {
                    throw new IllegalStateException("gone");
                }
                return storage.query(query);
            }
        };
    }
}
