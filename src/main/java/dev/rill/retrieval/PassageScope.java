package dev.rill.retrieval;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which documents a search looks at. Immutable; any thread.
 *
 * @param folder the path of a folder, with all below it, or of one document; in any case
 * @param tags   a document has at least one of them; all documents do where there are none
 */
public record PassageScope(Optional<String> folder, List<String> tags) {
    /** Every document. */
    public static final PassageScope ALL = new PassageScope(Optional.empty(), List.of());

    public PassageScope {
        folder = folder.map(path -> path.strip().replaceAll("^(\\./|/)+|/+$", "").toLowerCase(Locale.ROOT))
                .filter(path -> !path.isEmpty() && !path.equals("."));
        tags = tags.stream().map(tag -> tag.strip().toLowerCase(Locale.ROOT)).filter(tag -> !tag.isEmpty()).toList();
    }

    /** Whether it is {@link #ALL}. */
    public boolean all() {
        return folder.isEmpty() && tags.isEmpty();
    }

    public boolean covers(DocumentInfo document) {
        String path = document.path().toLowerCase(Locale.ROOT);
        return folder.map(within -> path.equals(within) || path.startsWith(within + "/")).orElse(true)
                && (tags.isEmpty() || document.tags().stream().anyMatch(tags::contains));
    }
}
