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
            case "csv" -> "text/csv";
            case "rtf" -> "text/rtf";
            case "eml" -> "message/rfc822";
            case "ipynb" -> "application/x-ipynb+json";
            case "pdf" -> "application/pdf";
            case "epub" -> "application/epub+zip";
            case "docx" -> "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            case "pptx" -> "application/vnd.openxmlformats-officedocument.presentationml.presentation";
            case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            case "odt" -> "application/vnd.oasis.opendocument.text";
            case "ods" -> "application/vnd.oasis.opendocument.spreadsheet";
            case "odp" -> "application/vnd.oasis.opendocument.presentation";
            default -> "text/plain";
        };
    }
}
