package dev.rill.retrieval.document.format;

import dev.rill.retrieval.document.format.FrontMatter.Entry;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The values of a YAML mapping. Stateless; any thread. */
final class YamlEntries {
    private static final int MOST = 500;
    private static final int DEEPEST = 8;
    /** What people write: a value with a colon in it, or a template's braces, need quotes and often have none. */
    private static final Pattern KEY = Pattern.compile("([A-Za-z][\\w -]*):(?:\\s+(.*))?");
    private static final Pattern BELOW = Pattern.compile("\\s.*|-\\s.*|#.*|");

    private YamlEntries() {
    }

    /** Empty where the text is no mapping; no entries where it says nothing. */
    static Optional<List<Entry>> of(String text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                return Optional.of(List.of());
            }
            if (!(root instanceof MappingNode mapping)) {
                return Optional.empty();
            }
            List<Entry> entries = new ArrayList<>();
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "";
                add(key.strip().toLowerCase(Locale.ROOT), tuple.getValueNode(), 1, entries);
            }
            return Optional.of(entries);
        } catch (YAMLException e) {
            return lines(text);
        }
    }

    private static void add(String key, Node node, int depth, List<Entry> entries) {
        if (entries.size() >= MOST || depth > DEEPEST) {
            return; // an alias may stand for more than anybody wrote
        }
        switch (node) {
            case ScalarNode scalar -> entries.add(new Entry(key, scalar.getValue()));
            case SequenceNode list -> list.getValue().forEach(element -> add(key, element, depth + 1, entries));
            case MappingNode mapping ->
                    mapping.getValue().forEach(tuple -> add(key + ".", tuple.getValueNode(), depth + 1, entries));
            default -> { }
        }
    }

    /** Line by line, where each is a key with its value or belongs to the one above. */
    private static Optional<List<Entry>> lines(String text) {
        List<Entry> entries = new ArrayList<>();
        String key = "";
        for (String line : text.split("\n")) {
            Matcher pair = KEY.matcher(line.stripTrailing());
            if (pair.matches()) {
                key = pair.group(1).toLowerCase(Locale.ROOT);
                entries.add(new Entry(key, pair.group(2) == null ? "" : pair.group(2)));
            } else if (BELOW.matcher(line).matches()) {
                entries.add(new Entry(key, line.strip().replaceFirst("^-\\s+", "")));
            } else {
                return Optional.empty();
            }
        }
        return key.isEmpty() ? Optional.empty() : Optional.of(entries);
    }
}
