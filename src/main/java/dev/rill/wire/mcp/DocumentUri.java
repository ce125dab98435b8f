package dev.rill.wire.mcp;

import dev.rill.uri.PercentEncoding;
import java.util.Optional;

/** A document's path as a URI (RFC 3986): {@code rill://documents/guides/a%20b.md}. Stateless. */
final class DocumentUri {
    static final String PREFIX = "rill://documents/";

    private DocumentUri() {
    }

    static String of(String path) {
        return PREFIX + PercentEncoding.encodePath(path);
    }

    /** The path; whether it is one of a document is not known here. Empty where the URI is of another kind. */
    static Optional<String> path(String uri) {
        return uri.startsWith(PREFIX) ? PercentEncoding.decode(uri.substring(PREFIX.length())) : Optional.empty();
    }
}
