package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.index.AnalyzedDocument;
import dev.rill.retrieval.index.PreparedDocument;
import dev.rill.retrieval.vector.PassageKey;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The passages of a document, written over those that it had before; vectors of the same words are theirs again. Of
 * the old ones no more is held than some at a time, and the vectors of those whose words stand elsewhere now.
 */
final class PassageReplacement {
    private final PreparedDocument prepared;
    private final AnalyzedDocument analyzed;
    private final BulkWriter writer;
    private final List<String> keys;
    private final List<String> ids;
    /** How many of the passages have the words of a key. */
    private final Map<String, Long> wanted;
    private final BitSet written = new BitSet();
    private final Map<String, ObjectNode> moved = new HashMap<>();

    PassageReplacement(PreparedDocument prepared, AnalyzedDocument analyzed, BulkWriter writer) {
        this.prepared = prepared;
        this.analyzed = analyzed;
        this.writer = writer;
        this.keys = prepared.passages().stream().map(passage -> EntryJson.key(PassageKey.of(passage))).toList();
        this.ids = EntryIds.passages(prepared.document().info().path(), 0, keys.size());
        this.wanted = keys.stream().collect(Collectors.groupingBy(key -> key, Collectors.counting()));
    }

    /** @param before how many there were */
    void over(int before, ListedDocuments listed) throws IOException {
        listed.entries(EntryIds.passages(prepared.document().info().path(), 0, before), StoredVectors.KEPT,
                this::old);
        for (int i = written.nextClearBit(0); i < keys.size(); i = written.nextClearBit(i + 1)) {
            write(i, Optional.ofNullable(moved.get(keys.get(i))));
        }
    }

    private void old(String id, ObjectNode passage) throws IOException {
        String key = passage.path(SearchForm.KEY).asString("");
        int number = EntryIds.number(id);
        boolean stays = number < keys.size() && keys.get(number).equals(key);
        if (stays) {
            write(number, Optional.of(passage));
        }
        if (wanted.getOrDefault(key, 0L) > (stays ? 1 : 0)) {
            moved.put(key, passage);
        }
    }

    private void write(int number, Optional<ObjectNode> before) throws IOException {
        ObjectNode passage = EntryJson.passage(prepared.passages().get(number), analyzed.words(number),
                prepared.document().readers().key());
        before.ifPresent(old -> StoredVectors.keep(old, passage));
        writer.put(ids.get(number), passage);
        written.set(number);
    }
}
