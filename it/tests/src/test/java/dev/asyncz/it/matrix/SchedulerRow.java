package dev.asyncz.it.matrix;

import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Libs;
import java.util.List;
import java.util.stream.Stream;

/**
 * A scheduler of one version, and what its program in {@code com.acme.matrix} has.
 *
 * @param task the work's
 * @param schedule in words, or nothing
 * @param nightly a task at three o'clock, or nothing
 * @param cron its expression
 * @param failing a task that fails, or nothing
 * @param libs coordinates, or nothing where the scheduler is the JDK's
 */
record SchedulerRow(
        String scheduler,
        String version,
        String program,
        String task,
        String schedule,
        String nightly,
        String cron,
        String failing,
        String libs) {
    static final String MICRONAUT = "io.micronaut:micronaut-context";

    /** One line for each scheduler, whose library comes in each version that there is to test with. */
    private static final String SCHEDULERS = """
            ScheduledThreadPoolExecutor | WithLog4j2 | com.acme.matrix.Work | 50 ms after each run | | | | |
            java.util.Timer | OnTimer | com.acme.matrix.OnTimer$Beat | every 50 ms | | | | |
            Spring | OnSpring | com.acme.matrix.OnSpring.work | 50 ms after each run | | | | org.springframework:spring-context |
            Quartz | OnQuartz | matrix.work | every 100 ms | matrix.nightly | 0 0 3 * * ? | | org.quartz-scheduler:quartz |
            JobRunr | OnJobRunr | the work | | com.acme.matrix.OnJobRunr.nightly | 0 3 * * * | com.acme.matrix.OnJobRunr.fail | org.jobrunr:jobrunr | com.google.code.gson:gson:newest
            db-scheduler | OnDbScheduler | the work | 100 ms after each run | nightly | 0 0 3 * * * | fails | com.github.kagkarlsson:db-scheduler | com.h2database:h2:newest
            Guava | OnGuava | com.acme.matrix.OnGuava$Beat | 50 ms after each run | | | com.acme.matrix.OnGuava$Failing | com.google.guava:guava |
            Micronaut | OnMicronaut | com.acme.matrix.OnMicronaut.work | 50 ms after each run | com.acme.matrix.OnMicronaut.nightly | 0 0 3 * * * | com.acme.matrix.OnMicronaut.fail | io.micronaut:micronaut-context |
            """;

    static List<SchedulerRow> all() {
        return SCHEDULERS.lines().flatMap(SchedulerRow::inEachVersion).toList();
    }

    private static Stream<SchedulerRow> inEachVersion(String line) {
        String[] part = Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
        Stream<String> libraries = part[7].isEmpty()
                ? Stream.of("")
                : Libs.versions(part[7]).stream().map(version -> part[7] + ":" + version);
        return libraries.map(library -> new SchedulerRow(
                part[0],
                Rows.version(library),
                part[1],
                part[2],
                part[3],
                part[4],
                part[5],
                part[6],
                (library + " " + part[8]).strip()));
    }

    /** Micronaut 5 is compiled for Java 25. */
    boolean runsOn(Jdk jdk) {
        return jdk.isAtLeast25() || !scheduler.equals("Micronaut") || version.startsWith("4.");
    }

    /** As a row of the README. */
    @Override
    public String toString() {
        return scheduler + " " + version;
    }
}
