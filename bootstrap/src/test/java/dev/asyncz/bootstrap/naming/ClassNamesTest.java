package dev.asyncz.bootstrap.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassNamesTest {
    @ParameterizedTest
    @CsvSource({
        "com.acme.Jobs, com.acme.Jobs",
        "com.acme.Jobs$Cleanup, com.acme.Jobs$Cleanup",
        "com.acme.Jobs$1, com.acme.Jobs",
        "com.acme.Jobs$1Local, com.acme.Jobs$1Local",
        "com.acme.Jobs$1$2, com.acme.Jobs",
        "com.acme.Jobs$In$12$x, com.acme.Jobs$In",
        "com.acme.Jobs$$Lambda$14/0x0000000800c03000, com.acme.Jobs",
        "com.acme.Jobs$$Lambda/0x0000000800c03000, com.acme.Jobs",
        "com.acme.Jobs/0x0000000800c03000, com.acme.Jobs",
        "com.acme.Jobs$, com.acme.Jobs$",
    })
    void should_find_the_class_that_a_class_is_written_in(String name, String host) {
        assertEquals(host, ClassNames.host(name));
    }

    @ParameterizedTest
    @CsvSource({
        "run, run",
        "lambda$main$0, main",
        "lambda$null$17, null",
        "lambda$a$b$1, a$b",
        "lambda$, lambda$",
        "lambda$main, lambda$main",
        "lambda$main$x, lambda$main$x",
    })
    void should_find_the_method_that_a_lambda_is_written_in(String name, String method) {
        assertEquals(method, ClassNames.method(name));
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Jobs$$SpringCGLIB$$0, com.acme.Jobs",
        "com.acme.Jobs$$EnhancerBySpringCGLIB$$1a.clean, com.acme.Jobs.clean",
        "a.B$$x.c.D$$y, a.B.c.D",
        "a.B$C, a.B$C",
    })
    void should_leave_out_what_a_proxy_adds(String name, String without) {
        assertEquals(without, ClassNames.withoutProxy(name));
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Jobs.cleanup, true",
        "com.acme.Jobs$Inner.cleanup_2, true",
        "com.äcme.Jobs.räumt, true",
        "cleanup, false",
        "'', false",
        "com..cleanup, false",
        ".cleanup, false",
        "com.acme., false",
        "com.acme.2, false",
        "com.acme.Jobs@1f, false",
        "a task of com.acme.Jobs, false",
    })
    void should_know_a_qualified_method(String text, boolean is) {
        assertEquals(is, ClassNames.isQualifiedMethod(text));
    }
}
