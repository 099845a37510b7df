package com.acme.voices;

import org.slf4j.MarkerFactory;

/** SLF4J 2: key-values, and several markers. */
final class Slf4j2Voice extends Slf4jVoice {

    @Override
    public void rich(String prefix) {
        super.rich(prefix);
        log.atInfo().addKeyValue("order", 4711).addKeyValue("express", true).log("{}with key-values", prefix);
        log.atWarn()
                .addMarker(MarkerFactory.getDetachedMarker("ONE"))
                .addMarker(MarkerFactory.getDetachedMarker("TWO"))
                .log("{}with two markers", prefix);
        log.atInfo().addKeyValue("task_id", "own-task").log("{}with a task of its own", prefix);
    }
}
