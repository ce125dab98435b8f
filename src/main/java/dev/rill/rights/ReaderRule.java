package dev.rill.rights;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Who may read what is below some paths. Immutable; any thread. */
public final class ReaderRule {
    /** For messages. */
    public static final String ALLOWED =
            "a path and who may read it, such as \"hr/ group:hr user:anna\"; names begin with user: or group:";
    private static final Pattern BEFORE_NAME = Pattern.compile("\\s+(?=(?:user|group):)");

    private final String path;
    private final Readers readers;
    private final Pattern covered;

    /**
     * @param path a folder or a document, or a pattern of such: {@code *} and {@code ?} stand for what is within a
     *             name, {@code **} for any folders; in any case
     */
    public ReaderRule(String path, Readers readers) {
        this.path = path;
        this.readers = readers;
        this.covered = regex(path);
    }

    /** As it was written. */
    public String path() {
        return path;
    }

    public Readers readers() {
        return readers;
    }

    /** A path, and names with blanks before each. Empty where it is none. */
    public static Optional<ReaderRule> parse(String text) {
        String[] parts = BEFORE_NAME.split(text.strip());
        Set<String> names = new TreeSet<>();
        for (int i = 1; i < parts.length; i++) {
            names.add(parts[i].strip());
        }
        boolean valid = !parts[0].isBlank() && !names.isEmpty() && names.stream().allMatch(Readers::isName)
                && !Readers.isName(parts[0]);
        return valid ? Optional.of(new ReaderRule(parts[0].strip(), Readers.anyOf(names))) : Optional.empty();
    }

    /** Whether the document, or a folder that it is in, is of the path. */
    public boolean covers(String document) {
        return covered.matcher(document.toLowerCase(Locale.ROOT)).matches();
    }

    private static Pattern regex(String path) {
        String glob = path.toLowerCase(Locale.ROOT).replaceAll("^(?:\\./|/)+|(?:/\\*\\*|/)+$", "");
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else {
                regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(glob.isEmpty() ? ".*" : regex + "(?:/.*)?", Pattern.DOTALL);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReaderRule rule && rule.path.equals(path) && rule.readers.equals(readers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, readers);
    }

    @Override
    public String toString() {
        return "ReaderRule[path=" + path + ", readers=" + readers + "]";
    }
}
