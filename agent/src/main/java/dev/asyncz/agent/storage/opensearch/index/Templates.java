package dev.asyncz.agent.storage.opensearch.index;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sees to it that new indices have the settings and the mapping that they need, by an index template. */
public final class Templates {
    /** Raised when what a template says changes. */
    private static final int VERSION = 1;

    private static final String SEE = "the right to see and make index templates: indices:admin/index_template/get and"
            + " indices:admin/index_template/put (OpenSearch), manage_index_templates (Elasticsearch); or"
            + " somebody who has it starts an agent once";

    /** Longer ones are kept and shown, and not found by: a term may have 32,766 bytes. */
    private static final Map<String, Object> KEYWORD = Map.of("type", "keyword", "ignore_above", 8_191);

    private final Cluster cluster;
    private final boolean elasticsearch;

    /** @param elasticsearch whether it is that */
    public Templates(Cluster cluster, boolean elasticsearch) {
        this.cluster = cluster;
        this.elasticsearch = elasticsearch;
    }

    /**
     * Makes the template of indices of entries, unless it is there.
     *
     * @param base what the names of the indices begin with
     * @param policy of the cluster, that these are managed by; empty for none
     */
    public void ofEntries(String base, FieldNames names, String policy) {
        Map<String, Object> settings = new LinkedHashMap<>(Map.of(
                "index.number_of_shards", 1,
                "index.auto_expand_replicas", "0-1",
                "index.refresh_interval", "1s",
                "index.sort.field", names.id,
                "index.sort.order", "desc"));
        if (elasticsearch && !policy.isEmpty()) {
            settings.put("index.lifecycle.name", policy);
        }
        Map<String, Object> text =
                elasticsearch ? Map.of("type", "wildcard") : Map.of("type", "wildcard", "normalizer", "lowercase");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(names.id, Map.of("type", "keyword"));
        properties.put(names.ts, Map.of("type", "date"));
        for (String each : List.of(names.level, names.logger, names.task, names.run, names.node)) {
            properties.put(each, KEYWORD);
        }
        properties.put(FieldNames.MESSAGE, text);
        properties.put(names.exception, text);
        properties.put(names.fields, Map.of("type", elasticsearch ? "flattened" : "flat_object"));
        if (names == FieldNames.ECS) {
            for (String each : List.of("trace.id", "span.id", "process.thread.name", "error.type", "ecs.version")) {
                properties.put(each, KEYWORD);
            }
            properties.put("error.message", text);
        }
        put(base.substring(0, base.length() - 1), List.of(base + "*"), settings, properties);
    }

    /** Makes the template of the indices that have few documents, by their ids, unless it is there. */
    public void ofState(List<String> indices) {
        put(
                indices.get(0),
                indices,
                Map.of("index.number_of_shards", 1, "index.auto_expand_replicas", "0-1"),
                Map.of("key", Map.of("type", "keyword")));
    }

    private void put(String name, List<String> patterns, Map<String, Object> settings, Map<String, Object> properties) {
        Answer there = cluster.ask(
                Request.get("/_index_template/" + name + "?filter_path=index_templates.index_template.version", SEE));
        List<?> templates = there.list("index_templates");
        Object version = templates.isEmpty() ? null : Answer.at(templates.get(0), "index_template", "version");
        if (version instanceof Number number && number.intValue() >= VERSION) {
            return;
        }
        Map<String, Object> template =
                Map.of("settings", settings, "mappings", Map.of("dynamic", false, "properties", properties));
        String body = EntryJson.writeExtra(
                // Above those for "logs-*" and the like that others have.
                Map.of("index_patterns", patterns, "priority", 500, "version", VERSION, "template", template));
        Answer made = cluster.ask(Request.of("PUT", "/_index_template/" + name, body, SEE));
        if (!made.isOk()) {
            throw new IllegalStateException("the index template " + name + " is refused: " + made.reason());
        }
    }
}
