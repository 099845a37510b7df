package dev.asyncz.it.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.matrix.Cell;
import dev.asyncz.it.harness.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The matrix of docs/limits.md says what the tests have seen, no less and no more. Runs when they all have ended. */
@Order(Integer.MAX_VALUE)
final class MatrixIT {

    @Test
    void should_be_what_the_page_of_limits_says() throws IOException {
        Set<Cell> passed = Matrix.passed();
        Assumptions.assumeFalse(passed.isEmpty(), "no cell of the matrix was asked");
        String section = Matrix.section(Files.readString(Libs.path("asyncz.matrix")));
        String expected = Matrix.rendered(passed, section);

        assertEquals(expected, section, "the part between the markers of docs/limits.md; it has to be:\n" + expected);
    }
}
