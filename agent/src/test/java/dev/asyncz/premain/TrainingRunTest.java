package dev.asyncz.premain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRunTest {
    @ParameterizedTest
    @CsvSource({
        "-XX:AOTCacheOutput=a.aot, -XX:AOTCacheOutput",
        "-XX:AOTMode=record, -XX:AOTMode=record",
        "-XX:ArchiveClassesAtExit=a.jsa, -XX:ArchiveClassesAtExit",
        "-XX:+AutoCreateSharedArchive, -XX:+AutoCreateSharedArchive",
        "-XX:CRaCCheckpointTo=cr, -XX:CRaCCheckpointTo"
    })
    void should_be_told_by_an_option_in_each_place(String option, String named, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("options"), "-Xmx1g\n" + option + "\n");

        assertEquals(named, TrainingRun.in(new String[] {"java", "-Xmx1g", option, "-jar", "app.jar"}));
        assertEquals(named, TrainingRun.in(new String[] {"java", "@" + file, "-jar", "app.jar"}));
        assertEquals(named, TrainingRun.in(new String[] {"java", "-XX:VMOptionsFile=" + file, "Main"}));
        assertEquals(named, TrainingRun.in("-Dx=y " + option));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:AOTCache=a.aot", "-XX:AOTMode=auto", "-XX:SharedArchiveFile=a.jsa", "@none", "-Xmx1g"})
    void should_be_no_usual_run(String option) {
        assertNull(TrainingRun.in(new String[] {"java", option, "-jar", "app.jar"}));
    }

    @Test
    void should_leave_the_arguments_of_the_application_alone() {
        assertNull(TrainingRun.in(new String[] {"java", "-jar", "app.jar", "-XX:AOTCacheOutput=a.aot"}));
        assertNull(TrainingRun.option(), "this very JVM");
    }
}
