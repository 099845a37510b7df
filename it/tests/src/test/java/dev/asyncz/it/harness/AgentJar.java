package dev.asyncz.it.harness;

import java.nio.file.Path;

/** The jar as it ships. */
public final class AgentJar {
    public static final Path PATH = Libs.path("asyncz.agent.jar");

    private AgentJar() {}
}
