package dev.rill.model.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class WordPieceTest {
    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");
    private static final Path BUILTIN = OnnxLibrary.libraries().resolve("embeddings/tokenizer.json");

    @TempDir
    private Path folder;

    /** What the tokenizers library of Hugging Face makes of each text. */
    @ParameterizedTest
    @CsvFileSource(resources = "/embedded/wordpiece.tsv", delimiter = '\t', quoteCharacter = '\u0001', emptyValue = "",
            ignoreLeadingAndTrailingWhitespace = false)
    void textsAreCutAsTheModelLearntThem(String text, String numbers) throws IOException {
        int[] expected = Arrays.stream(numbers.split(" ")).mapToInt(Integer::parseInt).toArray();

        int[] ids = new WordPiece(Vocabulary.read(BUILTIN)).encode(text == null ? "" : unescaped(text), 256);

        assertArrayEquals(expected, ids);
    }

    @Test
    void whatDoesNotFitIsLeftOutAndTheEndStays() throws IOException {
        WordPiece words = new WordPiece(Vocabulary.read(BUILTIN));

        int[] all = words.encode("one two three four", 16);
        int[] cut = words.encode("one two three four " + "and more ".repeat(100_000), 4);

        assertEquals(6, all.length);
        assertArrayEquals(new int[] {all[0], all[1], all[2], all[5]}, cut);
    }

    @Test
    void whatHasToBeSpelledIsNotKnown() {
        WordPiece words = new WordPiece(Vocabulary.ofWords(
                List.of("[UNK]", "[CLS]", "[SEP]", "file", "##name", "a", "b", "##a", "##b", "文"), true));

        assertEquals(1, words.known("a filename, 12!", 16));
        assertEquals(0.5, words.known("file abab", 16));
        assertEquals(0.5, words.known("文件", 16));
        assertEquals(1, words.known("...", 16));
    }

    @Test
    void aListOfWordsDoesAsWell() throws IOException {
        Vocabulary json = Vocabulary.read(BUILTIN);
        String[] words = new String[json.ids().size()];
        json.ids().forEach((word, id) -> words[id] = word);
        Path list = Files.write(folder.resolve("vocab.txt"), List.of(words));

        assertEquals(json.ids(), Vocabulary.read(list).ids());
    }

    @Test
    void capitalsAndAccentsStayWhereTheModelKnowsThem() {
        Vocabulary cased = Vocabulary.ofWords(List.of("[UNK]", "[CLS]", "[SEP]", "\u00c9t\u00e9", "##s", "ete"), false);

        assertArrayEquals(new int[] {1, 3, 4, 0, 5, 2}, new WordPiece(cased).encode("\u00c9t\u00e9s Ete ete", 16));
    }

    @Test
    void anotherKindOfTokenizerIsRefused() throws IOException {
        Path bpe = Files.writeString(folder.resolve("tokenizer.json"),
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {}}}");
        Path empty = Files.writeString(folder.resolve("vocab.txt"), "a\nb\n");

        assertThrows(IOException.class, () -> Vocabulary.read(bpe));
        assertThrows(IOException.class, () -> Vocabulary.read(empty));
    }

    private static String unescaped(String text) {
        return ESCAPED.matcher(text).replaceAll(found ->
                Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(found.group(1), 16))));
    }
}
