package dev.rill.launch;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the build tells a tool that it runs, as {@code name=value} arguments; all tools are told the same. Immutable. */
public final class ToolSettings {
    private final Map<String, String> given = new HashMap<>();

    public ToolSettings(String[] arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
    }

    /** The build's folder, with {@code rill.jar} and {@code java.args}. */
    public Path target() {
        return Path.of(text("target")).toAbsolutePath();
    }

    /** @throws IllegalArgumentException where it is not given: the build is told {@code -Dname=…} */
    public String text(String name) {
        String value = given.get(name);
        if (value == null || value.isBlank() || value.startsWith("${")) {
            throw new IllegalArgumentException("-D" + name + " is missing");
        }
        return value.strip();
    }

    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    /** With commas between them. */
    public List<String> list(String name) {
        return Arrays.stream(text(name).split(",")).map(String::strip).filter(item -> !item.isEmpty()).toList();
    }
}
