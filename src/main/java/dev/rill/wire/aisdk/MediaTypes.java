package dev.rill.wire.aisdk;

import java.util.Locale;

/** The media type of a document, by the end of its name. Stateless. */
final class MediaTypes {

    private MediaTypes() {
    }

    static String of(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "md", "markdown", "mdx" -> "text/markdown";
            case "html", "htm", "xhtml" -> "text/html";
            case "adoc", "asciidoc" -> "text/asciidoc";
            case "rst" -> "text/x-rst";
            case "pdf" -> "application/pdf";
            default -> "text/plain";
        };
    }
}
