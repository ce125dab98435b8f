package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.document.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** How entries of a document are named: all can be told from its path and how many passages it has. Stateless. */
final class EntryIds {

    private EntryIds() {
    }

    static String document(String path) {
        return "d-" + ContentHash.of(path.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> passages(String path, int from, int to) {
        String hash = ContentHash.of(path.getBytes(StandardCharsets.UTF_8));
        return IntStream.range(from, to).mapToObj(i -> "p-" + hash + "-" + i).toList();
    }

    /** The number of a passage in its document. */
    static int number(String passage) {
        return Integer.parseInt(passage.substring(passage.lastIndexOf('-') + 1));
    }
}
