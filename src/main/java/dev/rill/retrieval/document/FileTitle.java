package dev.rill.retrieval.document;

import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a document that does not say its own: that of its file, made readable. Stateless; any thread. */
public final class FileTitle {
    /** Of files that are what their folder is about. */
    private static final Pattern OF_FOLDER = Pattern.compile("(?i)_?index|readme|_readme");
    /** By which files are put in order. */
    private static final Pattern NUMBER = Pattern.compile("^\\d{1,4}(?:[._-]\\d{1,4})*[._ -]+(?=\\p{L})");
    private static final Pattern SEPARATORS =
            Pattern.compile("[_+\\p{Cntrl}]+|(?<=\\p{L})-+(?=[\\p{L}\\d])|(?<=\\d)-+(?=\\p{L})");

    private FileTitle() {
    }

    /** @param path with {@code /} between its parts */
    public static String of(String path) {
        String[] parts = path.split("/");
        String name = parts[parts.length - 1];
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        boolean ofFolder = parts.length > 1 && OF_FOLDER.matcher(stem).matches();
        return readable(ofFolder ? parts[parts.length - 2] : stem);
    }

    private static String readable(String name) {
        String text = SEPARATORS.matcher(NUMBER.matcher(name).replaceFirst("")).replaceAll(" ").strip();
        if (text.isEmpty()) {
            return name;
        }
        boolean lower = text.equals(text.toLowerCase(Locale.ROOT));
        return lower ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) : text;
    }
}
