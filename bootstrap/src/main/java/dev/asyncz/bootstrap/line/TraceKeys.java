package dev.asyncz.bootstrap.line;

import org.jspecify.annotations.Nullable;

/** Under which keys those who trace put their ids into a thread context. */
final class TraceKeys {
    static final String TRACE_ID = "trace_id";
    static final String SPAN_ID = "span_id";

    private TraceKeys() {}

    /** What a key of a thread context holds, {@link #TRACE_ID} or {@link #SPAN_ID}; null for anything else. */
    static @Nullable String of(@Nullable Object key) {
        if (!(key instanceof String name)) {
            return null;
        }
        return switch (name) {
            // OpenTelemetry; Micrometer, Brave and Quarkus; Elastic; Datadog; Sleuth and Zipkin before.
            case TRACE_ID, "traceId", "trace.id", "dd.trace_id", "X-B3-TraceId" -> TRACE_ID;
            case SPAN_ID, "spanId", "span.id", "dd.span_id", "X-B3-SpanId" -> SPAN_ID;
            // Elastic names the span that a service begins with.
            case "transaction.id" -> SPAN_ID;
            default -> null;
        };
    }
}
