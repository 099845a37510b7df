package dev.asyncz.agent.weaving.loading;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.DependencyRequest;

/** Libraries with all that they depend on, from the Maven repositories of whoever builds. */
public final class MavenJars {
    private static final Context MAVEN = Runtimes.INSTANCE.getRuntime().create(settings());

    private MavenJars() {}

    private static ContextOverrides settings() {
        String[] userAndGlobal = property("settings").split(File.pathSeparator);
        return ContextOverrides.create()
                .withUserSettings(true)
                .withUserSettingsXmlOverride(Path.of(userAndGlobal[0]))
                .withGlobalSettingsXmlOverride(Path.of(userAndGlobal[1]))
                .withLocalRepositoryOverride(Path.of(property("repository")))
                .offline(property("offline").equals("is true"))
                .build();
    }

    private static String property(String name) {
        String value = System.getProperty("asyncz.maven." + name);
        if (value == null) {
            throw new IllegalStateException("asyncz.maven." + name + " is not set: run by 'mvn verify'");
        }
        return value;
    }

    /**
     * @param libraries {@code group:artifact:version}, separated by blanks
     * @throws AssertionError that names them, if they are not to be had
     */
    public static URL[] of(String libraries) {
        List<Dependency> wanted = Stream.of(libraries.split(" "))
                .map(each -> new Dependency(new DefaultArtifact(each), "runtime"))
                .toList();
        CollectRequest request = new CollectRequest(wanted, List.of(), MAVEN.remoteRepositories());
        try {
            return MAVEN
                    .repositorySystem()
                    .resolveDependencies(MAVEN.repositorySystemSession(), new DependencyRequest(request, null))
                    .getArtifactResults()
                    .stream()
                    .map(each -> LinkedCopy.url(each.getArtifact().getFile().toPath()))
                    .toArray(URL[]::new);
        } catch (RepositoryException e) {
            throw new AssertionError(
                    "not to be had from the Maven repositories, nor from the local one: " + libraries, e);
        }
    }
}
