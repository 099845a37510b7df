package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.file.layout.TextLayout;

class TextOtherHandsTest extends OtherHandsContract {
    TextOtherHandsTest() {
        super(new TextLayout());
    }
}
