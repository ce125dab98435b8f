package dev.rill.retrieval.source.website;

import dev.rill.retrieval.document.ContentHash;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.retrieval.document.format.FileKind;
import dev.rill.uri.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which file a page is kept in. */
final class PageFile {
    private static final int LONGEST_NAME = 120;
    private static final Map<String, String> ENDINGS = Map.of("text/html", ".html", "application/xhtml+xml", ".html",
            "text/plain", ".txt", "text/markdown", ".md", "application/pdf", ".pdf");

    private PageFile() {
    }

    /**
     * A path whose parts are names of files, none hidden, with an ending that tells its kind.
     *
     * @param below what of the URL stands behind the prefix
     * @param content of the page, which tells what it is where neither its type nor its name does
     * @return empty for what is no document
     */
    static Optional<String> of(String below, String mediaType, byte[] content) {
        String path = below.substring(0, below.indexOf('?') < 0 ? below.length() : below.indexOf('?'));
        String query = below.substring(path.length());
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            parts.add(name(part));
        }
        String last = path.isEmpty() || path.endsWith("/") ? "index" : parts.getLast();
        last += query.isEmpty() ? "" : "@" + name(query.substring(1));
        boolean known = DocumentType.named(last) && DocumentType.of(last).isPresent();
        String ending = ENDINGS.getOrDefault(mediaType, known ? "" : ending(last, content));
        if (ending.isEmpty() && !known || mediaType.startsWith("image/")) {
            return Optional.empty();
        }
        parts.set(parts.size() - 1, !known || ending.equals(".html") && !last.matches("(?i).*\\.x?html?")
                ? last + ending : last);
        return Optional.of(String.join("/", parts));
    }

    private static String ending(String name, byte[] content) {
        return switch (FileKind.of(name, content)) {
            case FileKind.Known known -> known.type().extracted() ? known.ending() : "";
            case FileKind.Unread _ -> "";
        };
    }

    private static String name(String part) {
        String plain = PercentEncoding.decode(part).orElse(part).replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_");
        plain = plain.startsWith(".") ? "_" + plain : plain;
        if (plain.isEmpty()) {
            return "_";
        }
        int bytes = plain.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= LONGEST_NAME ? plain : plain.substring(0, Math.min(plain.length(), 30)) + "-"
                + ContentHash.of(part.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }
}
