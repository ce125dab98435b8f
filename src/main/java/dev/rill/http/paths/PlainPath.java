package dev.rill.http.paths;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a path is written in the one way in which a proxy's rules know it: of the equivalent ways (RFC 3986,
 * section 6.2.2: dot segments, encoded letters) and of those that the server beneath takes for the same (empty
 * segments, parameters) a proxy may let one pass that it would refuse by its plain name. Stateless.
 */
public final class PlainPath {
    private static final Pattern ENCODED_LETTER_OR_DIGIT = Pattern.compile("%(?:3[0-9]|[46][1-9a-f]|[57][0-9a])");

    private PlainPath() {
    }

    /** @param raw as it came, without the query */
    public static boolean is(String raw) {
        String path = raw.toLowerCase(Locale.ROOT);
        if (path.contains("//") || path.contains(";") || ENCODED_LETTER_OR_DIGIT.matcher(path).find()) {
            return false;
        }
        for (String segment : path.replace("%2e", ".").split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
