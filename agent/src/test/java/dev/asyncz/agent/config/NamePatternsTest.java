package dev.asyncz.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | com.acme.Jobs.poll | false",
                "com.acme.Jobs.poll       | com.acme.Jobs.poll | true",
                "com.acme.Jobs            | com.acme.Jobs.poll | false",
                "com.acme.*               | com.acme.Jobs.poll | true",
                "*.poll                   | com.acme.Jobs.poll | true",
                "*Jobs*                   | com.acme.Jobs.poll | true",
                "*.pol                    | com.acme.Jobs.poll | false",
                "*o*o*l*                  | com.acme.Jobs.poll | true",
                "*                        | anything           | true",
                "com.zaxxer.*, com.acme.* | com.acme.Jobs.poll | true",
                "com.zaxxer.* com.acme.*  | com.acme.Jobs.poll | true",
            })
    void should_tell_tasks_by_patterns_of_their_names(String patterns, String task, boolean excluded) {
        NamePatterns tasks = new NamePatterns(patterns);

        assertEquals(excluded, tasks.contains(task));
        assertEquals(excluded, tasks.contains(task), "the same answer again");
    }
}
