package dev.rill.retrieval.extraction.office;

import dev.rill.retrieval.document.UnreadableDocumentException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file as the Open Packaging Conventions (ECMA-376, part 2) have it: parts, and what each is to another. One thread.
 */
record Package(Archive archive) {

    static Package of(byte[] content) throws IOException, UnreadableDocumentException {
        return new Package(Archive.of(content));
    }

    /** Where the relations of a part lead, by their names. */
    Map<String, String> relations(String part) throws IOException {
        int slash = part.lastIndexOf('/');
        String folder = part.substring(0, slash + 1);
        Map<String, String> targets = new HashMap<>();
        Optional<byte[]> relations = archive.find(folder + "_rels/" + part.substring(slash + 1) + ".rels");
        if (relations.isPresent()) {
            XmlPart xml = new XmlPart(relations.get());
            while (xml.nextElement()) {
                Optional<String> id = xml.attribute("Id");
                Optional<String> target = xml.attribute("Target");
                if (id.isPresent() && target.isPresent()) {
                    targets.put(id.get(), resolved(folder, target.get()));
                }
            }
        }
        return targets;
    }

    private static String resolved(String folder, String target) {
        if (target.startsWith("/")) {
            return target.substring(1);
        }
        String base = folder;
        String rest = target;
        while (rest.startsWith("../")) {
            base = base.substring(0, base.lastIndexOf('/', Math.max(0, base.length() - 2)) + 1);
            rest = rest.substring(3);
        }
        return base + rest;
    }

    /** The title among the file's properties, where it was given one. */
    Optional<String> title() throws IOException {
        return titleIn("docProps/core.xml");
    }

    Optional<String> titleIn(String part) throws IOException {
        Optional<byte[]> properties = archive.find(part);
        if (properties.isPresent()) {
            XmlPart xml = new XmlPart(properties.get());
            while (xml.nextElement()) {
                if (xml.name().equals("title")) {
                    return Optional.of(xml.text().strip()).filter(title -> !title.isEmpty());
                }
            }
        }
        return Optional.empty();
    }
}
