package dev.asyncz.benchmarks;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs every benchmark, those that many threads take part in with 1, 2 and 4 of them. Takes JMH's own options. */
public final class RunBenchmarks {
    private RunBenchmarks() {}

    public static void main(String[] arguments) throws Exception {
        CommandLineOptions options = new CommandLineOptions(arguments);
        if (options.shouldHelp()) {
            options.showHelp();
            return;
        }
        run(options, CaptureBenchmark.class, 1);
        run(options, CaptureBenchmark.class, 2);
        run(options, CaptureBenchmark.class, 4);
        run(options, FrameworksBenchmark.class, 1);
        run(options, RunBenchmark.class, 1);
        run(options, ScheduleBenchmark.class, 1);
        run(options, ScheduleWithoutAgentBenchmark.class, 1);
        run(options, ExecuteBenchmark.class, 1);
        run(options, QueryBenchmark.class, 1);
    }

    private static void run(CommandLineOptions options, Class<?> benchmarks, int threads) throws Exception {
        new Runner(new OptionsBuilder()
                        .parent(options)
                        .include(benchmarks.getName())
                        .threads(threads)
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
