package dev.rill.evaluation.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Takes values out of YAML as the text that they are written with, and notes with its line what is not of the form that
 * is wanted. A node that is not there is {@code null}, as maps have it. One file, one thread.
 */
final class YamlNodes {
    private static final Set<String> NOTHING = Set.of("", "~", "null");

    private final String name;
    private final List<String> errors = new ArrayList<>();

    YamlNodes(String name) {
        this.name = name;
    }

    List<String> errors() {
        return errors;
    }

    void fault(Node node, String what) {
        errors.add(name + (node == null ? "" : " line " + line(node)) + ": " + what);
    }

    /** Counted from 1. */
    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    static boolean isMapping(Node node) {
        return node instanceof MappingNode;
    }

    /** The values by key; a key that is not known is a fault. */
    Map<String, Node> mapping(Node node, String what, Set<String> known) {
        if (node == null || empty(node)) {
            fault(node, what + " is empty");
            return Map.of();
        }
        if (!isMapping(node)) {
            fault(node, what + " must hold keys: " + sorted(known));
            return Map.of();
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        entries(node).forEach((key, value) -> {
            if (known.contains(key)) {
                entries.put(key, value);
            } else {
                fault(value, "unknown key " + key + "; allowed are " + sorted(known));
            }
        });
        return entries;
    }

    /** All entries of a mapping; none where it is not there. */
    Map<String, Node> entries(Node node) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String key = text(entry.getKeyNode()).orElse("");
                if (entries.putIfAbsent(key, entry.getValueNode()) != null) {
                    fault(entry.getKeyNode(), key + " is there twice");
                }
            }
        } else if (node != null && !empty(node)) {
            fault(node, "this must be a list of keys with values");
        }
        return entries;
    }

    List<Node> list(Node node, String what) {
        if (node == null || empty(node)) {
            return List.of();
        }
        if (node instanceof SequenceNode list) {
            return list.getValue();
        }
        fault(node, what + " must be a list");
        return List.of();
    }

    Optional<String> text(Node node) {
        if (node == null || empty(node)) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue().strip());
        }
        fault(node, "this must be one value");
        return Optional.empty();
    }

    /** One value, or a list of values. */
    List<String> texts(Node node) {
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().flatMap(value -> text(value).stream()).toList();
        }
        return text(node).stream().toList();
    }

    Optional<Boolean> flag(Node node) {
        Optional<String> text = text(node);
        if (text.isPresent() && !Set.of("true", "false").contains(text.get())) {
            fault(node, "this must be true or false");
        }
        return text.map("true"::equals);
    }

    private static boolean empty(Node node) {
        return node instanceof ScalarNode scalar && (scalar.getValue().isBlank()
                || scalar.isPlain() && NOTHING.contains(scalar.getValue()))
                || node instanceof SequenceNode list && list.getValue().isEmpty();
    }

    private static String sorted(Set<String> known) {
        return String.join(", ", known.stream().sorted().toList());
    }
}
