package dev.asyncz.bootstrap.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskPlanTest {

    @ParameterizedTest
    @CsvSource({
        "PT5S, every 5 s",
        "PT1.5S, every 1.5 s",
        "PT90S, every 90 s",
        "PT2M, every 2 min",
        "PT1H, every 1 h",
        "PT36H, every 36 h",
        "P1D, every 1 d",
        "PT0.2S, every 200 ms",
        "PT0.00005S, every 50 µs",
        "PT-5S, 5 s after each run",
        "PT-0.02S, 20 ms after each run",
    })
    void should_say_in_words_how_often_a_task_runs(Duration period, String words) {
        assertEquals(words, TaskPlan.words(period.toNanos()));
    }
}
