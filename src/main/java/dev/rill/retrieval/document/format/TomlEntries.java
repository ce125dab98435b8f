package dev.rill.retrieval.document.format;

import dev.rill.retrieval.document.format.FrontMatter.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of a <a href="https://toml.io/en/v1.0.0">TOML</a> document, as far as metadata needs it. Stateless. */
final class TomlEntries {
    private static final Pattern KEY = Pattern.compile("\\s*([\\w.\"'-]+)\\s*=\\s*(.*)");
    private static final Pattern TABLE = Pattern.compile("\\s*\\[{1,2}[^\\[\\]]+]{1,2}\\s*(?:#.*)?");
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|'([^']*+)'");

    private TomlEntries() {
    }

    /** Empty where a line is neither a key with its value nor belongs to one. */
    static Optional<List<Entry>> of(String text) {
        List<Entry> entries = new ArrayList<>();
        String table = "";
        String key = "";
        boolean open = false;
        for (String line : text.split("\n")) {
            Matcher pair = KEY.matcher(line);
            if (open) {
                open = !closes(line);
                values(key, line, entries);
            } else if (pair.matches()) {
                key = table + pair.group(1).replaceAll("[\"']", "").toLowerCase(Locale.ROOT);
                String value = pair.group(2);
                open = (value.startsWith("[") || value.startsWith("\"\"\"") || value.startsWith("'''"))
                        && !closes(value.substring(Math.min(3, value.length())));
                values(key, value, entries);
            } else if (TABLE.matcher(line).matches()) {
                table = line.replaceAll("[\\[\\]\\s]", "") + ".";
            } else if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                return Optional.empty();
            }
        }
        return Optional.of(entries);
    }

    private static boolean closes(String line) {
        return line.contains("]") || line.contains("\"\"\"") || line.contains("'''");
    }

    private static void values(String key, String line, List<Entry> entries) {
        Matcher string = STRING.matcher(line);
        boolean quoted = false;
        while (string.find()) {
            quoted = true;
            entries.add(new Entry(key, string.group(1) == null ? string.group(2) : string.group(1)));
        }
        if (!quoted) {
            entries.add(new Entry(key, line.replaceAll("[\\[\\],\"']", " ").strip()));
        }
    }
}
