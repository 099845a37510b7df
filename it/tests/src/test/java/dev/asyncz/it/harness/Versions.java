package dev.asyncz.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The versions that {@code it/versions/pom.xml} has of a library: the newest among its dependencies, older ones in a
 * property that is named after the artifact.
 */
final class Versions {
    private static final Map<String, List<String>> ALL = read();

    private Versions() {}

    /**
     * All of a library, the newest last.
     *
     * @param library {@code group:artifact}
     */
    static List<String> of(String library) {
        List<String> versions = ALL.get(library.substring(library.indexOf(':') + 1));
        if (versions == null) {
            throw new AssertionError("it/versions/pom.xml has no version of " + library);
        }
        return versions;
    }

    /** Coordinates with a version instead of {@code newest} or of a line such as {@code 1.5.x}. */
    static String exact(String coordinates) {
        int colon = coordinates.lastIndexOf(':');
        String version = coordinates.substring(colon + 1);
        if (!version.equals("newest") && !version.endsWith(".x")) {
            return coordinates;
        }
        String[] parts = coordinates.split(":");
        List<String> versions = of(parts[0] + ":" + parts[1]);
        String line = version.equals("newest") ? versions.get(versions.size() - 1) : version.replaceFirst("x$", "");
        return coordinates.substring(0, colon + 1)
                + versions.stream()
                        .filter(each -> each.startsWith(line))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(
                                "it/versions/pom.xml has no " + coordinates + ", but of its artifact " + versions));
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> versions = new LinkedHashMap<>();
        try {
            Document pom = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Libs.path("asyncz.versions").toFile());
            NodeList properties = pom.getElementsByTagName("*");
            for (int i = 0; i < properties.getLength(); i++) {
                String name = properties.item(i).getNodeName();
                if (name.endsWith(".older")) {
                    versions.put(
                            name.replaceFirst("\\.older$", ""),
                            new ArrayList<>(
                                    List.of(properties.item(i).getTextContent().split(" "))));
                }
            }
            NodeList dependencies = pom.getElementsByTagName("dependency");
            for (int i = 0; i < dependencies.getLength(); i++) {
                Element each = (Element) dependencies.item(i);
                versions.computeIfAbsent(text(each, "artifactId"), artifact -> new ArrayList<>())
                        .add(text(each, "version"));
            }
            return versions;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Element dependency, String part) {
        return dependency.getElementsByTagName(part).item(0).getTextContent();
    }
}
