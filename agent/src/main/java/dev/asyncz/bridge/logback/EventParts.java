package dev.asyncz.bridge.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** The fields and the markers of an event: Logstash's markers are fields in disguise. Most events have neither. */
final class EventParts {
    /** Markers refer to others; SLF4J lets no ring of them come up, others may. */
    private static final int MAX_DEPTH = 8;

    private @Nullable Map<String, Object> fields;
    private @Nullable List<Object> markers;

    /** Of Logback 1.2: at most one marker. */
    static EventParts of(ILoggingEvent event) {
        EventParts parts = new EventParts();
        parts.addArguments(event.getArgumentArray());
        parts.addMarker(event.getMarker());
        return parts;
    }

    @Nullable
    Map<String, Object> fields() {
        return fields;
    }

    /** Read as text only later: what nests without end costs itself alone. */
    @Nullable
    List<Object> markers() {
        return markers;
    }

    void addField(@Nullable String name, @Nullable Object value) {
        if (fields == null) {
            fields = new LinkedHashMap<>();
        }
        fields.put(String.valueOf(name), value);
    }

    void addArguments(Object @Nullable [] arguments) {
        if (arguments != null) {
            for (Object each : arguments) {
                LogstashFields.add(each, this);
            }
        }
    }

    void addMarker(@Nullable Marker marker) {
        addMarker(marker, true, MAX_DEPTH);
    }

    /** @param named whether its name is not in the text of another marker already */
    private void addMarker(@Nullable Marker marker, boolean named, int depth) {
        if (marker == null || depth == 0) {
            return;
        }
        boolean isFields = LogstashFields.add(marker, this);
        if (named && !isFields) {
            addName(marker);
        }
        for (Iterator<Marker> each = marker.iterator(); each.hasNext(); ) {
            addMarker(each.next(), named && isFields, depth - 1);
        }
    }

    private void addName(Marker marker) {
        if (markers == null) {
            markers = new ArrayList<>();
        }
        markers.add(marker);
    }
}
