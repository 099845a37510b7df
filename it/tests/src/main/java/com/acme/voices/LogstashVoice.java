package com.acme.voices;

import static net.logstash.logback.argument.StructuredArguments.entries;
import static net.logstash.logback.argument.StructuredArguments.keyValue;
import static net.logstash.logback.argument.StructuredArguments.value;

import java.util.List;
import java.util.Map;
import net.logstash.logback.marker.Markers;
import org.slf4j.MarkerFactory;

/** SLF4J with what logstash-logback-encoder adds to it. */
final class LogstashVoice extends Slf4jVoice {

    @Override
    public void rich(String prefix) {
        log.info("{}arguments {} {}", prefix, keyValue("order", 4711), value("items", List.of("a", "b")));
        log.info("{}entries {}", prefix, entries(Map.of("depth", 2)));
        log.info(
                Markers.append("customer", "Ana")
                        .and(Markers.append("total", 12.5))
                        .and(MarkerFactory.getDetachedMarker("AUDIT")),
                "{}markers that are fields",
                prefix);
    }
}
