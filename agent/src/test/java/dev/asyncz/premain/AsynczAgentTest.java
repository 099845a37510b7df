package dev.asyncz.premain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsynczAgentTest {
    @ParameterizedTest
    @CsvSource({
        "1.8, 8",
        "1.8.0_392, 8",
        "1.7, 7",
        "9, 9",
        "9-internal, 9",
        "11, 11",
        "11.0.22, 11",
        "16, 16",
        "17-ea, 17",
        "17.0.15, 17",
        "21+35, 21",
        "25, 25",
        "100, 100",
        "'', 17",
        "next, 17"
    })
    void should_tell_how_old_a_java_is(String version, int feature) {
        assertEquals(feature, AsynczAgent.feature(version));
    }
}
