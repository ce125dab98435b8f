package dev.rill.retrieval.source.website;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a web server answers. Immutable.
 *
 * @param headers by names in lower case; of one that comes twice the last
 * @param body    empty where it was larger than it may be, with {@code cut}
 */
record PageAnswer(int status, Map<String, String> headers, byte[] body, boolean cut) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Without its parameters, in lower case; empty where it is not said. */
    String mediaType() {
        String type = header("content-type").orElse("");
        return type.substring(0, type.indexOf(';') < 0 ? type.length() : type.indexOf(';')).strip().toLowerCase(
                Locale.ROOT);
    }

    /** That the server named; empty where it named none. */
    String charset() {
        String type = header("content-type").orElse("").toLowerCase(Locale.ROOT);
        int at = type.indexOf("charset=");
        return at < 0 ? "" : type.substring(at + 8).replaceAll("[;\"'\\s].*", "");
    }

    /** Without the content. */
    @Override
    public String toString() {
        return "PageAnswer[status=" + status + "]";
    }
}
