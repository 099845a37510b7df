package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.file.layout.TextLayout;

class TextFilesTest extends RotatingContract {
    TextFilesTest() {
        super(new TextLayout());
    }
}
