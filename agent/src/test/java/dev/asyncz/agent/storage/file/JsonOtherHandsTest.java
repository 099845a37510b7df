package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.file.layout.JsonLines;

class JsonOtherHandsTest extends OtherHandsContract {
    JsonOtherHandsTest() {
        super(new JsonLines());
    }
}
