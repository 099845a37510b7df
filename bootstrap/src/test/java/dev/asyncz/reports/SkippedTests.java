package dev.asyncz.reports;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end of all tests of a module how many were skipped, and why. Test classes need not name it. */
public final class SkippedTests implements TestExecutionListener {
    private final Map<String, Long> reasons = new ConcurrentSkipListMap<>();
    private final Consumer<String> output;
    private @Nullable TestPlan plan;

    public SkippedTests() {
        this(System.out::print);
    }

    SkippedTests(Consumer<String> output) {
        this.output = output;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        this.plan = plan;
    }

    @Override
    public void executionSkipped(TestIdentifier skipped, String reason) {
        count(skipped, reason);
    }

    @Override
    public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            count(
                    finished,
                    result.getThrowable()
                            .flatMap(assumption -> Optional.ofNullable(assumption.getMessage()))
                            .orElse("no reason given"));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!reasons.isEmpty()) {
            output.accept(summary());
        }
    }

    /** A line for all, and one for each reason. */
    private String summary() {
        StringBuilder text = new StringBuilder();
        long all = reasons.values().stream().mapToLong(count -> count).sum();
        text.append(all).append(all == 1 ? " test was skipped:\n" : " tests were skipped:\n");
        reasons.forEach((reason, count) ->
                text.append("  ").append(count).append(" × ").append(reason).append('\n'));
        return text.toString();
    }

    /** A class that is skipped, or a test of many rows, counts as what is known of it. */
    private void count(TestIdentifier skipped, String reason) {
        TestPlan tests = plan;
        long count = skipped.isTest() || tests == null
                ? 1
                : tests.getDescendants(skipped).stream()
                        .filter(TestIdentifier::isTest)
                        .count();
        reasons.merge(
                reason.replaceFirst("^Assumption failed: ", "").replace('\n', ' '), Math.max(1, count), Long::sum);
    }
}
