package dev.asyncz.bootstrap.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfrastructureTest {

    @ParameterizedTest
    @CsvSource({
        "com.zaxxer.hikari.pool.HikariPool$HouseKeeper, true",
        "org.apache.commons.pool2.impl.EvictionTimer, true",
        "java.util.TimerThread, true",
        "zipkin2.reporter.Flusher, true",
        "com.acme.Jobs.cleanup, false",
        "com.zaxxer.mine.Job, false",
        "org.apache.commons.Mine, false",
        "org.springframeworks.Mine, false",
        "a, false",
        "zzz, false",
    })
    void should_tell_libraries_by_the_beginning_of_the_name(String name, boolean library) {
        assertEquals(library, Infrastructure.owns(name));
        assertEquals(library, Infrastructure.ownsClassFile(name.replace('.', '/')));
    }
}
