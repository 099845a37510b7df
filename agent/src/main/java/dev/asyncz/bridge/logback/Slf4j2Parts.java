package dev.asyncz.bridge.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.util.List;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** What only an event of Logback 1.3 and newer has. Loaded there alone: elsewhere it would not link. */
final class Slf4j2Parts {
    private Slf4j2Parts() {}

    static EventParts of(ILoggingEvent event) {
        EventParts parts = new EventParts();
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair each : pairs) {
                parts.addField(each.key, each.value);
            }
        }
        parts.addArguments(event.getArgumentArray());
        List<Marker> markers = event.getMarkerList();
        if (markers != null) {
            markers.forEach(parts::addMarker);
        }
        return parts;
    }

    static Instant instant(ILoggingEvent event) {
        Instant instant = event.getInstant();
        return instant == null ? Instant.ofEpochMilli(event.getTimeStamp()) : instant;
    }
}
