package dev.asyncz.agent.storage.file;

class TextFilesTest extends RotatingContract {
    TextFilesTest() {
        super(new TextLayout());
    }
}
