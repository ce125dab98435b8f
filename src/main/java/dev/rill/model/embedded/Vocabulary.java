package dev.rill.model.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The words, and parts of words, that a BERT model knows, by their numbers; and how a text has to be written before it
 * is looked up. Immutable; any thread.
 *
 * @param ids         parts that continue a word begin with {@code ##}
 * @param lowercase   whether it knows small letters only, without accents
 * @param ideographs  whether each ideograph is a word
 */
record Vocabulary(Map<String, Integer> ids, boolean lowercase, boolean ideographs) {
    static final String START = "[CLS]";
    static final String END = "[SEP]";
    static final String UNKNOWN = "[UNK]";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads a {@code vocab.txt}, a word a line, or a {@code tokenizer.json} of the kind WordPiece.
     *
     * @throws IOException when it cannot be read, or is of another kind
     */
    static Vocabulary read(Path file) throws IOException {
        try {
            return file.toString().endsWith(".json") ? ofTokenizer(JSON.readTree(Files.readAllBytes(file)))
                    : ofWords(Files.readAllLines(file), true);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static Vocabulary ofWords(List<String> words, boolean lowercase) {
        Map<String, Integer> ids = HashMap.newHashMap(words.size());
        for (int id = 0; id < words.size(); id++) {
            ids.putIfAbsent(words.get(id), id);
        }
        return checked(new Vocabulary(ids, lowercase, true));
    }

    private static Vocabulary ofTokenizer(JsonNode json) {
        JsonNode model = json.path("model");
        if (!"WordPiece".equals(model.path("type").asString("WordPiece")) || !model.path("vocab").isObject()) {
            throw new IllegalArgumentException("only tokenizers of the kind WordPiece are known");
        }
        Map<String, Integer> ids = HashMap.newHashMap(model.path("vocab").size());
        model.path("vocab").forEachEntry((word, id) -> ids.put(word, id.asInt()));
        JsonNode normalizer = json.path("normalizer");
        return checked(new Vocabulary(ids, normalizer.path("lowercase").asBoolean(true),
                normalizer.path("handle_chinese_chars").asBoolean(true)));
    }

    private static Vocabulary checked(Vocabulary vocabulary) {
        for (String special : List.of(START, END, UNKNOWN)) {
            if (!vocabulary.ids.containsKey(special)) {
                throw new IllegalArgumentException("the vocabulary has no " + special);
            }
        }
        return vocabulary;
    }

    int id(String word) {
        return ids.getOrDefault(word, -1);
    }

    @Override
    public String toString() {
        return "Vocabulary[" + ids.size() + " words]";
    }
}
