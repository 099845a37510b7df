package dev.asyncz.it.beside;

import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Agents of others, set up to send nothing anywhere. */
enum OtherAgent {
    OPEN_TELEMETRY(
            "io.opentelemetry.javaagent:opentelemetry-javaagent:newest",
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"),
    DATADOG(
            "com.datadoghq:dd-java-agent:newest",
            "-Ddd.trace.agent.url=http://127.0.0.1:1",
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.remote_config.enabled=false",
            "-Ddd.jmxfetch.enabled=false",
            "-Ddd.trace.startup.logs=false",
            "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=error"),
    ELASTIC(
            "co.elastic.apm:elastic-apm-agent:newest",
            "-Delastic.apm.disable_send=true",
            "-Delastic.apm.server_url=http://127.0.0.1:1",
            "-Delastic.apm.central_config=false",
            "-Delastic.apm.cloud_provider=NONE",
            "-Delastic.apm.log_level=ERROR"),
    NEW_RELIC(
            "com.newrelic.agent.java:newrelic-agent:newest",
            "-Dnewrelic.config.app_name=beside",
            "-Dnewrelic.config.license_key=0000000000000000000000000000000000000000",
            "-Dnewrelic.config.host=127.0.0.1",
            "-Dnewrelic.config.log_file_name=STDOUT",
            "-Dnewrelic.config.log_level=off"),
    JACOCO("org.jacoco:org.jacoco.agent:jar:runtime:newest"),
    JMX_EXPORTER("io.prometheus.jmx:jmx_prometheus_javaagent:newest");

    private final String coordinates;
    private final List<String> options;

    OtherAgent(String coordinates, String... options) {
        this.coordinates = coordinates;
        this.options = List.of(options);
    }

    /** The option that starts it. */
    public String javaAgent() {
        return "-javaagent:" + Libs.file(coordinates) + arguments();
    }

    /** What else it needs. */
    public String[] options() {
        return options.toArray(String[]::new);
    }

    private String arguments() {
        return switch (this) {
            case JACOCO -> "=output=none";
            case JMX_EXPORTER -> "=127.0.0.1:0:" + rules();
            default -> "";
        };
    }

    private static Path rules() {
        try {
            return Files.writeString(Launch.folder("jmx-exporter").resolve("rules.yaml"), "rules: []\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
