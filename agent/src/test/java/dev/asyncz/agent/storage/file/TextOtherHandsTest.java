package dev.asyncz.agent.storage.file;

class TextOtherHandsTest extends OtherHandsContract {
    TextOtherHandsTest() {
        super(new TextLayout());
    }
}
