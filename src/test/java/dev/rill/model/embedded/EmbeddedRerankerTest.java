package dev.rill.model.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Cancellation.CancelledException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRerankerTest {
    private static final int END = 2;

    @TempDir
    private Path folder;
    private final Cancellation cancellation = new Cancellation();

    private List<OptionalDouble> scores(EmbeddedReranker reranker, String... texts) {
        return reranker.scores("three", List.of(texts), Guard.TIME, cancellation);
    }

    @Test
    void eachTextIsJudgedBehindTheQuestion() throws IOException {
        TinyModel.write(folder, 1, "three", "four", "five");
        try (EmbeddedReranker reranker = new EmbeddedReranker(folder)) {
            reranker.prepare();
            assertEquals(List.of(OptionalDouble.of(5 + 4 + END), OptionalDouble.of(END), OptionalDouble.of(3 + END)),
                    scores(reranker, "five four", "", "three"));
        }
    }

    @Test
    void aPairThatIsTooLongLosesTheEndOfEach() throws IOException {
        TinyModel.write(folder, 1, "three", "four", "five");
        WordPiece words = new WordPiece(Vocabulary.read(folder.resolve("vocab.txt")));
        WordPiece.Pair pair = words.encode("three four ".repeat(100), "five ".repeat(100), 9);
        assertArrayEquals(new int[] {1, 3, 4, END, 5, 5, 5, 5, END}, pair.ids());
        assertEquals(4, pair.second());
    }

    @Test
    void ofTwoLabelsTheDifferenceCounts() throws IOException {
        TinyModel.write(folder, 2, "three", "four");
        try (EmbeddedReranker reranker = new EmbeddedReranker(folder)) {
            assertEquals(List.of(OptionalDouble.of(0)), scores(reranker, "four"));
        }
    }

    @Test
    void aModelThatIsNoneSaysSo() throws IOException {
        TinyModel.write(folder, 3, "three", "four");
        assertFails("it answers with 3 numbers");
        Files.delete(folder.resolve("vocab.txt"));
        assertFails("there is no tokenizer.json or vocab.txt");
        Files.writeString(folder.resolve("vocab.txt"), "[UNK]\n[CLS]\n");
        assertFails("the vocabulary has no [SEP]");
        Files.writeString(folder.resolve("model.onnx"), "damaged");
        TinyModel.write(folder, 1);
        Files.writeString(folder.resolve("model.onnx"), "damaged");
        assertFails("cannot be loaded");
    }

    private void assertFails(String part) {
        try (EmbeddedReranker reranker = new EmbeddedReranker(folder)) {
            String why = assertThrows(EmbeddedModelException.class, () -> scores(reranker, "four")).getMessage();
            assertTrue(why.contains(part), why);
        }
    }

    @Test
    void whatThereIsNoTimeForHasNoScore() throws IOException {
        TinyModel.write(folder, 1, "three", "four");
        try (EmbeddedReranker reranker = new EmbeddedReranker(folder)) {
            List<OptionalDouble> none = reranker.scores("three", List.of("four", "four"), Duration.ofSeconds(-1),
                    cancellation);
            assertEquals(2, none.size());
        }
    }

    @Test
    void aCancelledStreamAndAClosedModelEndIt() throws IOException {
        TinyModel.write(folder, 1, "three", "four");
        EmbeddedReranker reranker = new EmbeddedReranker(folder);
        scores(reranker, "four");
        reranker.close();
        assertThrows(EmbeddedModelException.class, () -> scores(reranker, "four"));
        cancellation.cancel(Cancellation.Reason.STOPPED);
        try (EmbeddedReranker other = new EmbeddedReranker(folder)) {
            assertThrows(CancelledException.class, () -> scores(other, "four"));
        }
    }
}
