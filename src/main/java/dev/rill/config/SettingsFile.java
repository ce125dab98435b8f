package dev.rill.config;

import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads a YAML file of sections with keys. Values stay the text that the file holds ({@code 0123} and {@code off} are
 * no octal number and no boolean here). Used by one thread.
 */
final class SettingsFile {
    private final String name;
    private final Set<String> keys =
            Settings.ALL.stream().map(Setting::key).collect(Collectors.toCollection(TreeSet::new));
    private final Map<String, RawValue> values = new LinkedHashMap<>();
    private final List<String> errors;

    private SettingsFile(String name, List<String> errors) {
        this.name = name;
        this.errors = errors;
    }

    /**
     * @param name   for messages
     * @param errors takes what is wrong with the file
     * @return the values that are not empty, by key
     */
    static Map<String, RawValue> read(String name, Reader text, List<String> errors) throws IOException {
        SettingsFile file = new SettingsFile(name, errors);
        try (text) {
            Node root = new Yaml(new LoaderOptions()).compose(text);
            file.sections(root);
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null ? "" : " line " + (e.getProblemMark().getLine() + 1);
            errors.add(name + line + " is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            errors.add(name + " is not YAML: " + e.getMessage());
        }
        return file.values;
    }

    private void sections(Node root) {
        if (root == null || empty(root)) {
            return;
        }
        if (!(root instanceof MappingNode mapping)) {
            errors.add(at(root) + " must hold sections: " + allowedIn("") + ", " + SourceSettings.SECTION);
            return;
        }
        for (NodeTuple section : mapping.getValue()) {
            String title = text(section.getKeyNode());
            if (title.equals(SourceSettings.SECTION)) {
                sources(section.getValueNode());
            } else if (keys.stream().noneMatch(key -> key.startsWith(title + "."))) {
                errors.add(at(section.getKeyNode()) + ": unknown key " + title + "; allowed are " + allowedIn("")
                        + ", " + SourceSettings.SECTION);
            } else if (section.getValueNode() instanceof MappingNode entries) {
                entries.getValue().forEach(entry -> entry(title, entry));
            } else if (!empty(section.getValueNode())) {
                errors.add(at(section.getValueNode()) + ": " + title + " must hold keys: " + allowedIn(title + "."));
            }
        }
    }

    /** Names, each with keys of its own. */
    private void sources(Node named) {
        if (empty(named)) {
            return;
        }
        if (!(named instanceof MappingNode mapping)) {
            errors.add(at(named) + ": " + SourceSettings.SECTION + " must hold names of sources, each with one of "
                    + String.join(", ", SourceSettings.KEYS));
            return;
        }
        for (NodeTuple source : mapping.getValue()) {
            String name = text(source.getKeyNode());
            String section = SourceSettings.SECTION + "." + name;
            if (!SourceSettings.NAME.matcher(name).matches()) {
                errors.add(at(source.getKeyNode()) + ": a source may not be called \"" + name + "\"; allowed are up to "
                        + "40 letters, digits, - and _");
            } else if (source.getValueNode() instanceof MappingNode entries && !entries.getValue().isEmpty()) {
                SourceSettings.KEYS.forEach(key -> keys.add(section + "." + key));
                entries.getValue().forEach(entry -> entry(section, entry));
            } else {
                errors.add(at(source.getKeyNode()) + ": " + section + " must hold keys: "
                        + String.join(", ", SourceSettings.KEYS));
            }
        }
    }

    private void entry(String section, NodeTuple entry) {
        String key = section + "." + text(entry.getKeyNode());
        String where = key + " (" + at(entry.getKeyNode()) + ")";
        if (!keys.contains(key)) {
            errors.add(at(entry.getKeyNode()) + ": unknown key " + key + "; allowed in " + section + " are "
                    + allowedIn(section + "."));
            return;
        }
        Optional<RawValue> value = value(key, where, entry.getValueNode());
        if (value.isPresent() && values.putIfAbsent(key, value.get()) != null) {
            errors.add(where + " is there twice");
        }
    }

    private Optional<RawValue> value(String key, String where, Node node) {
        if (empty(node)) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return Optional.of(RawValue.text(where, scalar.getValue()));
        }
        if (node instanceof SequenceNode list && list.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            return Optional.of(RawValue.list(where, list.getValue().stream().map(SettingsFile::text).toList()));
        }
        if (node instanceof MappingNode mapping && key.equals(Settings.READERS.key())
                && mapping.getValue().stream().allMatch(SettingsFile::listed)) {
            return Optional.of(RawValue.mapping(where, mapping.getValue().stream().map(SettingsFile::listing)
                    .toList()));
        }
        errors.add(where + " must be a value or a list of values");
        return Optional.empty();
    }

    private static boolean listed(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode && (entry.getValueNode() instanceof ScalarNode
                || entry.getValueNode() instanceof SequenceNode list
                && list.getValue().stream().allMatch(ScalarNode.class::isInstance));
    }

    /** The key and what it lists, in one line. */
    private static String listing(NodeTuple entry) {
        List<Node> values = entry.getValueNode() instanceof SequenceNode list ? list.getValue()
                : List.of(entry.getValueNode());
        return Stream.concat(Stream.of(entry.getKeyNode()), values.stream()).map(SettingsFile::text)
                .collect(Collectors.joining(" "));
    }

    private String allowedIn(String prefix) {
        return keys.stream().filter(key -> key.startsWith(prefix))
                .map(key -> prefix.isEmpty() ? key.substring(0, key.indexOf('.')) : key.substring(prefix.length()))
                .distinct().collect(Collectors.joining(", "));
    }

    private String at(Node node) {
        return name + " line " + (node.getStartMark().getLine() + 1);
    }

    private static boolean empty(Node node) {
        return node instanceof ScalarNode scalar && (scalar.getValue().isBlank()
                || scalar.isPlain() && List.of("~", "null").contains(scalar.getValue()))
                || node instanceof SequenceNode list && list.getValue().isEmpty();
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : node.getTag().toString();
    }
}
