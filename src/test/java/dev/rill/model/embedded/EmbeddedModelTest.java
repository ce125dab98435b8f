package dev.rill.model.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Cancellation.CancelledException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedModelTest {
    private static final Path BUILTIN = OnnxLibrary.libraries().resolve("embeddings");
    private static final String CAR = "Every automobile needs a licence.";
    private static final String CAT = "A feline sleeps most of the day.";

    @TempDir
    private Path folder;
    private final Cancellation cancellation = new Cancellation();
    private EmbeddedModel model = EmbeddedModel.builtin();

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void whatIsMeantIsNearInOtherWords() {
        List<float[]> passages = model.passages(List.of(CAR, CAT), cancellation);
        float[] question = question("Do I need a permit to drive a vehicle?");

        assertTrue(cosine(question, passages.get(0)) > 2 * cosine(question, passages.get(1)));
        assertEquals(1, cosine(question, question), 1e-5);
    }

    @Test
    void aQuestionInALanguageThatTheModelWasNotTaughtHasNoVector() {
        assertEquals(0, question("怎么把日志送到另一个服务器？").length);
        assertEquals(0, question("テストは同時に走るのですか").length);
        assertEquals(0, question("Как установить сервер?").length);
        assertEquals(384, question("Wie lege ich mehrere Unterordner an?").length);
        assertEquals(384, question("OAuth2 🎉").length);
        assertEquals(384, question("?").length);
    }

    @Test
    void aPassageInALanguageThatTheModelWasNotTaughtHasNoVectorAndOneWithCodeInItHas() {
        assertEquals(List.of(0, 0, 384, 384), model.passages(List.of("Logs\n\n怎么把日志送到另一个服务器？请参考日志的配置。",
                "テストは同時に走るのですか", "Der Server schreibt seine Protokolle in einen Unterordner.",
                "设置 `server.log.level` 和 `server.log.directory`"), cancellation).stream()
                .map(vector -> vector.length).toList());
    }

    @Test
    void sentencesComeBehindTheirQuestionAndNoneForALanguageThatTheModelWasNotTaught() {
        long end = Guard.deadline();
        List<float[]> vectors = List.of();
        while (vectors.isEmpty() && System.nanoTime() < end) { // none comes while the machine is busy
            vectors = model.sentences("Do I need a permit to drive a vehicle?", List.of(CAT, CAR), cancellation);
        }

        assertEquals(3, vectors.size());
        assertTrue(cosine(vectors.get(0), vectors.get(2)) > 2 * cosine(vectors.get(0), vectors.get(1)));
        assertEquals(List.of(), model.sentences("テストは同時に走るのですか", List.of(CAR), cancellation));
    }

    @Test
    void aTextHasTheSameVectorWhateverCameBefore() {
        float[] first = model.passages(List.of(CAR), cancellation).getFirst();
        model.passages(List.of(CAT.repeat(100), "", CAT), cancellation);

        assertArrayEquals(first, model.passages(List.of(CAR), cancellation).getFirst(), 1e-5f);
    }

    @Test
    void passagesEndWithTheOneThatIsBeingRead() {
        List<String> texts = new AbstractList<>() {
            @Override
            public String get(int index) {
                cancellation.cancel(Cancellation.Reason.DRAINING);
                assertEquals(0, index);
                return CAR;
            }

            @Override
            public int size() {
                return 2;
            }
        };

        assertThrows(CancelledException.class, () -> model.passages(texts, cancellation));
    }

    @Test
    void aCancelledQuestionEnds() {
        cancellation.cancel(Cancellation.Reason.STOPPED);

        assertThrows(CancelledException.class, () -> model.questions(List.of(CAR), cancellation));
    }

    @Test
    void aFolderAsItIsPublishedIsReadAndNamesItsVectors() throws IOException {
        copyBuiltin();
        try (EmbeddedModel copy = new EmbeddedModel(folder)) {
            assertEquals(model.name(), copy.name());

            Files.writeString(folder.resolve("config_sentence_transformers.json"),
                    "{\"prompts\": {\"query\": \"seek: \"}}");
            Files.writeString(folder.resolve("1_Pooling/config.json"), "{\"pooling_mode_cls_token\": true}");

            assertNotEquals(model.name(), copy.name());
            float[] passage = copy.passages(List.of("seek: " + CAR), cancellation).getFirst();
            assertTrue(cosine(passage, model.passages(List.of("seek: " + CAR), cancellation).getFirst()) < 0.99);
            assertArrayEquals(passage, question(copy, CAR), 1e-5f);
        }
    }

    @Test
    void aFolderWithoutAModelSaysWhatIsMissing() throws IOException {
        try (EmbeddedModel none = new EmbeddedModel(folder)) {
            String why = assertThrows(EmbeddedModelException.class, none::name).getMessage();
            assertTrue(why.contains("there is no model.onnx in " + folder), why);
        }
        copyBuiltin();
        Files.delete(folder.resolve("tokenizer.json"));
        try (EmbeddedModel none = new EmbeddedModel(folder)) {
            String why = assertThrows(EmbeddedModelException.class,
                    () -> none.questions(List.of(CAR), cancellation)).getMessage();
            assertTrue(why.contains("there is no tokenizer.json or vocab.txt"), why);
        }
    }

    @Test
    void aDamagedModelFailsEachTimeAndDoesNotEndTheProcess() throws IOException {
        copyBuiltin();
        Files.writeString(folder.resolve("model.onnx"), "damaged", StandardOpenOption.TRUNCATE_EXISTING);
        try (EmbeddedModel damaged = new EmbeddedModel(folder)) {
            for (int i = 0; i < 2; i++) {
                String why = assertThrows(EmbeddedModelException.class,
                        () -> damaged.passages(List.of(CAR), cancellation)).getMessage();
                assertTrue(why.contains("cannot be loaded"), why);
            }
        }
    }

    @Test
    void aClosedModelFails() {
        model.passages(List.of(CAR), cancellation);
        model.close();

        assertThrows(EmbeddedModelException.class, () -> model.passages(List.of(CAR), cancellation));
        assertThrows(EmbeddedModelException.class, () -> model.questions(List.of(CAR), cancellation));
    }

    private void copyBuiltin() throws IOException {
        Files.createDirectories(folder.resolve("1_Pooling"));
        for (String file : List.of("model.onnx", "tokenizer.json", "sentence_bert_config.json",
                "1_Pooling/config.json")) {
            Files.copy(BUILTIN.resolve(file), folder.resolve(file));
        }
    }

    private float[] question(String text) {
        return question(model, text);
    }

    /** None comes while the machine is busy. */
    private float[] question(EmbeddedModel model, String text) {
        long end = Guard.deadline();
        while (System.nanoTime() < end) {
            List<float[]> vectors = model.questions(List.of(text), cancellation);
            if (!vectors.isEmpty()) {
                return vectors.getFirst();
            }
        }
        throw new AssertionError("no vector within " + Guard.TIME);
    }

    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
