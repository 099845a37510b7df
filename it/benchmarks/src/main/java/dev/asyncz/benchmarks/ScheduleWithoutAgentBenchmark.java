package dev.asyncz.benchmarks;

import org.openjdk.jmh.annotations.Fork;

/** What {@link ScheduleBenchmark} is to be compared with. */
@Fork(1)
public class ScheduleWithoutAgentBenchmark extends ScheduleBenchmark {}
