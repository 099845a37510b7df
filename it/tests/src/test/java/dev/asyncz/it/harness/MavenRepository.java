package dev.asyncz.it.harness;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;

/**
 * The Maven repositories of whoever builds, with the settings of the build: mirrors, local repository, offline. What is
 * not in the local repository yet is fetched.
 */
final class MavenRepository {
    private static final Context MAVEN = Runtimes.INSTANCE.getRuntime().create(settings());

    private static final Map<List<String>, List<Path>> KNOWN = new ConcurrentHashMap<>();

    private MavenRepository() {}

    private static ContextOverrides settings() {
        String[] userAndGlobal = Libs.property("asyncz.maven.settings").split(File.pathSeparator);
        return ContextOverrides.create()
                .withUserSettings(true)
                .withUserSettingsXmlOverride(Path.of(userAndGlobal[0]))
                .withGlobalSettingsXmlOverride(Path.of(userAndGlobal[1]))
                .withLocalRepositoryOverride(Libs.path("asyncz.maven.repository"))
                .offline(Libs.property("asyncz.maven.offline").equals("is true"))
                .build();
    }

    /** Coordinates, and exclusions that begin with an exclamation mark. */
    static List<Path> jars(List<String> coordinates) {
        return coordinates.isEmpty() ? List.of() : KNOWN.computeIfAbsent(coordinates, MavenRepository::resolve);
    }

    /** One file, without what it depends on. */
    static Path file(String coordinates) {
        try {
            ArtifactResult result = MAVEN.repositorySystem()
                    .resolveArtifact(
                            MAVEN.repositorySystemSession(),
                            new ArtifactRequest(
                                    new DefaultArtifact(Versions.exact(coordinates)),
                                    MAVEN.remoteRepositories(),
                                    null));
            return result.getArtifact().getFile().toPath();
        } catch (RepositoryException e) {
            throw unresolved(List.of(coordinates), e);
        }
    }

    private static List<Path> resolve(List<String> coordinates) {
        List<Exclusion> exclusions = coordinates.stream()
                .filter(each -> each.startsWith("!"))
                .map(each -> each.substring(1).split(":"))
                .map(each -> new Exclusion(each[0], each[1], "*", "*"))
                .toList();
        List<Dependency> wanted = coordinates.stream()
                .filter(each -> !each.startsWith("!"))
                .map(each -> new Dependency(new DefaultArtifact(Versions.exact(each)), "runtime", false, exclusions))
                .toList();
        CollectRequest request = new CollectRequest(wanted, List.of(), MAVEN.remoteRepositories());
        try {
            return MAVEN
                    .repositorySystem()
                    .resolveDependencies(MAVEN.repositorySystemSession(), new DependencyRequest(request, null))
                    .getArtifactResults()
                    .stream()
                    .map(each -> each.getArtifact().getFile().toPath())
                    .toList();
        } catch (RepositoryException e) {
            throw unresolved(coordinates, e);
        }
    }

    private static AssertionError unresolved(List<String> coordinates, RepositoryException e) {
        return new AssertionError(
                "not to be had from the Maven repositories, nor from the local one: " + coordinates, e);
    }
}
