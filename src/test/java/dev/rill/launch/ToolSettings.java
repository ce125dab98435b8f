package dev.rill.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/** What a tool is told: by {@code tools.properties}, and before it by whoever runs the build. Immutable. */
public final class ToolSettings {
    /** As a map of properties is written: {@code {a=1, b=2,3}}, with a word before it. */
    private static final Pattern PROPERTY = Pattern.compile("([\\w.-]+)=(.*?)(?=, [\\w.-]+=|}$)");

    private final Path target;
    private final Properties told = new Properties();

    /** @param arguments the build's folder, and what Maven was told with {@code -D} */
    public ToolSettings(String[] arguments) {
        target = Path.of(arguments[0]).toAbsolutePath();
        try (InputStream usual = ToolSettings.class.getResourceAsStream("/tools.properties")) {
            told.load(usual);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PROPERTY.matcher(arguments[1]).results()
                .forEach(property -> told.setProperty(property.group(1), property.group(2)));
    }

    /** The build's folder, with {@code rill.jar} and {@code java.args}. */
    public Path target() {
        return target;
    }

    /** @throws IllegalArgumentException where it is not given: the build is told {@code -Dname=…} */
    public String text(String name) {
        String value = told.getProperty(name, "");
        if (value.isBlank()) {
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
