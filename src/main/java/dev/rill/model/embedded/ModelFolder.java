package dev.rill.model.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A BERT-style model in a folder, laid out as such models are published: {@code model.onnx}, its vocabulary in
 * {@code tokenizer.json} or {@code vocab.txt}, and what Sentence Transformers writes beside them. Immutable; any
 * thread.
 *
 * @param model         the ONNX file
 * @param vocabulary    the file of its words
 * @param mostTokens    the longest text that it was trained for
 * @param pooling       how the vectors of a text's words become one
 * @param questionStart what a question has to begin with
 * @param passageStart  what a passage has to begin with
 */
record ModelFolder(Path model, Path vocabulary, int mostTokens, Pooling pooling, String questionStart,
                   String passageStart) {
    private static final List<String> MODELS =
            List.of("model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx",
            "onnx/model_int8.onnx", "onnx/model.onnx");
    private static final List<String> VOCABULARIES = List.of("tokenizer.json", "vocab.txt");
    /** What positions all BERT models have. */
    private static final int POSITIONS = 512;
    private static final int SAMPLE = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How the vectors of a text's words become one. */
    enum Pooling { MEAN, FIRST }

    /** @throws IOException when the folder holds no such model; the message says what is missing */
    static ModelFolder of(Path folder) throws IOException {
        JsonNode prompts = json(folder.resolve("config_sentence_transformers.json")).path("prompts");
        int positions = json(folder.resolve("config.json")).path("max_position_embeddings").asInt(POSITIONS);
        int trained = json(folder.resolve("sentence_bert_config.json")).path("max_seq_length").asInt(positions);
        boolean first = json(folder.resolve("1_Pooling/config.json")).path("pooling_mode_cls_token").asBoolean(false);
        return new ModelFolder(model(folder), found(folder, VOCABULARIES).orElseThrow(() ->
                new IOException("there is no tokenizer.json or vocab.txt in " + folder)),
                Math.min(trained, POSITIONS), first ? Pooling.FIRST : Pooling.MEAN,
                prompts.path("query").asString(""),
                prompts.path("passage").asString(prompts.path("document").asString("")));
    }

    private static Path model(Path folder) throws IOException {
        Optional<Path> usual = found(folder, MODELS);
        if (usual.isPresent()) {
            return usual.get();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> models = files.filter(file -> file.toString().endsWith(".onnx")).toList();
            if (models.size() != 1) {
                throw new IOException("there is no model.onnx in " + folder);
            }
            return models.getFirst();
        }
    }

    private static Optional<Path> found(Path folder, List<String> names) {
        return names.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    private static JsonNode json(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new IOException(file + " is no JSON", e);
        }
    }

    /** Another one for another model: of the model's file its length and some parts, which takes a millisecond. */
    String fingerprint() throws IOException {
        try (FileChannel file = FileChannel.open(model)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long last = Math.max(0, file.size() - SAMPLE);
            for (long position : new long[] {0, last / 2, last}) {
                ByteBuffer sample = ByteBuffer.allocate(SAMPLE);
                file.read(sample, position);
                digest.update(sample.flip());
            }
            String said = String.join("\n", Long.toString(file.size()), Long.toString(Files.size(vocabulary)),
                    Integer.toString(mostTokens), pooling.name(), questionStart, passageStart);
            digest.update(said.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it is. */
    @Override
    public String toString() {
        return "ModelFolder[" + model + "]";
    }
}
