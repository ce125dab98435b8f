package dev.rill.http.body;

import dev.rill.uri.PercentEncoding;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Content-Disposition} says (RFC 6266, and RFC 7578 for what browsers write into forms). Immutable.
 *
 * @param name     of a form's field
 * @param fileName as the client calls the file
 */
public record ContentDisposition(Optional<String> name, Optional<String> fileName) {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([A-Za-z*]{1,20})\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\\s]*))");
    private static final String UTF_8 = "UTF-8''";

    /** @param value of the header, with what it is before the first semicolon */
    public static ContentDisposition of(String value) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(value);
        while (matcher.find()) {
            String text = matcher.group(2) == null ? matcher.group(3) : unquoted(matcher.group(2));
            parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), text);
        }
        Optional<String> extended = Optional.ofNullable(parameters.get("filename*"))
                .filter(text -> text.regionMatches(true, 0, UTF_8, 0, UTF_8.length()))
                .flatMap(text -> PercentEncoding.decode(text.substring(UTF_8.length())));
        return new ContentDisposition(Optional.ofNullable(parameters.get("name")),
                extended.or(() -> Optional.ofNullable(parameters.get("filename"))));
    }

    /** Without the names. */
    @Override
    public String toString() {
        return "ContentDisposition[file=" + fileName.isPresent() + "]";
    }

    /** Some escape quotes by a backslash, as HTTP has it, and browsers by percent; backslashes of paths stand alone. */
    private static String unquoted(String text) {
        return text.replace("\\\"", "\"").replace("\\\\", "\\").replace("%22", "\"").replace("%0D", "")
                .replace("%0A", "");
    }
}
