package dev.asyncz.agent.storage.file;

class JsonOtherHandsTest extends OtherHandsContract {
    JsonOtherHandsTest() {
        super(new JsonLines());
    }
}
