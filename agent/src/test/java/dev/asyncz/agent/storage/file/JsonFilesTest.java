package dev.asyncz.agent.storage.file;

class JsonFilesTest extends RotatingContract {
    JsonFilesTest() {
        super(new JsonLines());
    }
}
