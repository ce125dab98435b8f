package dev.rill.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What a library's pom.xml, beside its jar in Maven's repository, says of it. Immutable.
 *
 * @param licenses their names, or those of the nearest parent that has some
 */
record RepositoryPom(String group, String artifact, String version, List<String> licenses) {

    /** @param jar {@code repository/group/artifact/version/artifact-version.jar} */
    static RepositoryPom beside(Path jar) throws IOException {
        Path folder = jar.toAbsolutePath().getParent();
        String version = folder.getFileName().toString();
        String artifact = folder.getParent().getFileName().toString();
        Element project = read(folder, artifact, version);
        Optional<Element> parent = child(project, "parent");
        String group = text(project, "groupId").or(() -> parent.flatMap(above -> text(above, "groupId"))).orElseThrow();
        Path repository = folder.getParent().getParent();
        for (String _ : group.split("\\.")) {
            repository = repository.getParent();
        }
        return new RepositoryPom(group, artifact, version, licenses(repository, project));
    }

    private static List<String> licenses(Path repository, Element project) throws IOException {
        Optional<Element> own = child(project, "licenses");
        if (own.isPresent()) {
            List<String> names = new ArrayList<>();
            for (Node node = own.get().getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element license) {
                    text(license, "name").ifPresent(names::add);
                }
            }
            return names;
        }
        Optional<Element> parent = child(project, "parent");
        if (parent.isEmpty()) {
            return List.of();
        }
        String group = text(parent.get(), "groupId").orElseThrow();
        String artifact = text(parent.get(), "artifactId").orElseThrow();
        String version = text(parent.get(), "version").orElseThrow();
        Path folder = repository.resolve(group.replace('.', '/')).resolve(artifact).resolve(version);
        return licenses(repository, read(folder, artifact, version));
    }

    private static Element read(Path folder, String artifact, String version) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                    .parse(folder.resolve(artifact + "-" + version + ".pom").toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(folder + " has no readable pom", e);
        }
    }

    private static Optional<String> text(Element element, String name) {
        return child(element, name).map(found -> found.getTextContent().strip());
    }

    private static Optional<Element> child(Element element, String name) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(name)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }
}
