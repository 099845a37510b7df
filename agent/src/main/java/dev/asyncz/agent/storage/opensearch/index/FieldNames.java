package dev.asyncz.agent.storage.opensearch.index;

/** What the parts of an entry are called in a document; a dot leads into an object. */
public enum FieldNames {
    PLAIN("", "id", "ts", "level", "logger", "task_id", "run_id", "node", "exception", "fields", "extra"),
    /** Of the Elastic Common Schema, where that has a name. */
    ECS(
            "ecs-",
            "event.id",
            "@timestamp",
            "log.level",
            "log.logger",
            "asyncz.task_id",
            "asyncz.run_id",
            "service.node.name",
            "error.stack_trace",
            "asyncz.fields",
            "asyncz.extra");

    public static final String MESSAGE = "message";

    /** What the names of indices have before their kind. */
    public final String ofIndices;

    public final String id;
    public final String ts;
    public final String level;
    public final String logger;
    public final String task;
    public final String run;
    public final String node;
    public final String exception;
    /** What else a line has, to search by. */
    public final String fields;
    /** The same as JSON, where an engine would not give it back as it was. */
    public final String extra;

    FieldNames(String ofIndices, String... names) {
        this.ofIndices = ofIndices;
        this.id = names[0];
        this.ts = names[1];
        this.level = names[2];
        this.logger = names[3];
        this.task = names[4];
        this.run = names[5];
        this.node = names[6];
        this.exception = names[7];
        this.fields = names[8];
        this.extra = names[9];
    }
}
