package dev.asyncz.agent.storage.file;

import dev.asyncz.agent.storage.file.layout.JsonLines;

class JsonFilesTest extends RotatingContract {
    JsonFilesTest() {
        super(new JsonLines());
    }
}
