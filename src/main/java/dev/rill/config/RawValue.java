package dev.rill.config;

import java.util.Arrays;
import java.util.List;

/**
 * A value as it was written. Immutable.
 *
 * @param where its variable, or its key and line
 * @param parts one, or those of a YAML list
 * @param whole whether a part with commas is one, as those of a YAML mapping are
 */
record RawValue(String where, List<String> parts, boolean list, boolean whole) {

    static RawValue text(String where, String text) {
        return new RawValue(where, List.of(text.strip()), false, false);
    }

    static RawValue list(String where, List<String> parts) {
        return new RawValue(where, parts.stream().map(String::strip).toList(), true, false);
    }

    /** @param parts each a key and what stands behind it */
    static RawValue mapping(String where, List<String> parts) {
        return new RawValue(where, List.copyOf(parts), true, true);
    }

    /** The parts, with those of a text that holds commas apart. */
    List<String> elements() {
        return whole ? parts : parts.stream().flatMap(part -> Arrays.stream(part.split(","))).map(String::strip)
                .filter(part -> !part.isEmpty()).toList();
    }

    /** Without the value, which may be secret. */
    @Override
    public String toString() {
        return "RawValue[where=" + where + "]";
    }
}
