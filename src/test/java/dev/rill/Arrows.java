package dev.rill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which room uses which others. Immutable. */
record Arrows(Map<String, Set<String>> uses) {

    /** Lines such as {@code chat : stream live}. */
    static Arrows of(String lines) {
        Map<String, Set<String>> uses = new TreeMap<>();
        lines.lines().map(line -> line.split(":")).forEach(line -> uses.put(line[0].strip(),
                line.length == 1 || line[1].isBlank()
                ? Set.of() : new TreeSet<>(List.of(line[1].strip().split(" +")))));
        return new Arrows(uses);
    }

    /** Fails on an arrow that one of both does not have: one that is not allowed, or one that nobody needs. */
    void assertAre(Arrows actual) {
        assertEquals(text(), actual.text());
    }

    void assertMakeNoCircle() {
        uses.keySet().forEach(room -> reach(room, List.of(room)));
    }

    private void reach(String room, List<String> way) {
        for (String next : uses.getOrDefault(room, Set.of())) {
            List<String> further = new ArrayList<>(way);
            further.add(next);
            assertEquals(further.size(), new HashSet<>(further).size(), further::toString);
            reach(next, further);
        }
    }

    private String text() {
        return uses.entrySet().stream().map(arrow -> arrow.getKey() + ": " + String.join(" ", arrow.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
