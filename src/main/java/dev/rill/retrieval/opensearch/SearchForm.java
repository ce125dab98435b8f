package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.document.ContentHash;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an index of one form is: its name tells what it was made from, so that another form is built beside it. Passages
 * are BM25's as {@link dev.rill.retrieval.index.PassageQuery} wants it; their terms come with blanks between them.
 */
final class SearchForm {
    /** To be counted up whenever entries or the mapping change. */
    private static final String VERSION = "2";
    private static final int HASH = 12;
    static final String TYPE = "type";
    static final String PASSAGE = "passage";
    static final String DOCUMENT = "document";
    static final String GONE = "gone";
    static final String STATE = "state";
    static final String LEASE = "lease";
    static final String PATH = "path";
    static final String WORDS = "words";
    static final String HEADINGS = "headings";
    static final String NAME = "name";
    static final String COPY = "copy";
    static final String KEY = "key";
    static final String LANGUAGE = "language";
    static final String READERS = "readers";
    static final String CHANGED = "changed";
    static final String AT = "at";
    static final String VECTOR = "vector";
    static final String VECTOR_OF = "vectorOf";
    /** The setting of an index that finds neighbours; one that a server without the plugin k-NN does not know. */
    static final String NEIGHBOURS = "index.knn";

    private SearchForm() {
    }

    /** @param identity what the index is made from */
    static String index(String name, String identity) {
        String hash = ContentHash.of((VERSION + " " + identity).getBytes(StandardCharsets.UTF_8));
        return name + "-" + hash.replaceAll("[^0-9a-z]", "").substring(0, HASH);
    }

    /**
     * The body that makes one. One shard: then a term counts the same in all passages, and a shard holds millions.
     *
     * @param neighbours whether it can find neighbours of vectors
     */
    static String body(boolean neighbours) {
        ObjectNode body = SearchServer.JSON.createObjectNode();
        ObjectNode settings = body.putObject("settings").put("number_of_shards", 1)
                .put("auto_expand_replicas", "0-1").put("refresh_interval", "-1");
        ObjectNode mappings = body.putObject("mappings").put("dynamic", false);
        ObjectNode properties = mappings.putObject("properties");
        for (String keyword : new String[]{TYPE, PATH, KEY, LANGUAGE, VECTOR_OF}) {
            properties.putObject(keyword).put("type", "keyword");
        }
        for (String number : new String[]{COPY, READERS, CHANGED, AT}) {
            properties.putObject(number).put("type", "long");
        }
        for (String terms : new String[]{WORDS, HEADINGS, NAME}) {
            properties.putObject(terms).put("type", "text").put("analyzer", "whitespace").put("index_options", "freqs");
        }
        if (neighbours) {
            settings.put(NEIGHBOURS, true);
        }
        return body.toString();
    }
}
