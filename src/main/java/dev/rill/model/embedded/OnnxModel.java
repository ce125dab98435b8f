package dev.rill.model.embedded;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loaded ONNX model of the BERT kind, on one core, one text at a time: several at once gain nothing there, and cost
 * memory. Platform threads only, since a call holds its thread in native code; several may run at once. Whoever loaded
 * it closes it when no call runs.
 */
final class OnnxModel implements AutoCloseable {
    private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");
    /** A model that was published with its pooling has it as its second output. */
    private static final List<String> OUTPUTS = List.of("last_hidden_state", "token_embeddings", "logits");

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final OrtSession.RunOptions options;
    private final String output;

    /**
     * What came for one text.
     *
     * @param shape of one text's values, without the number of texts
     */
    record Output(FloatBuffer values, long[] shape) {
    }

    private OnnxModel(OrtEnvironment environment, OrtSession session, OrtSession.RunOptions options, String output) {
        this.environment = environment;
        this.session = session;
        this.options = options;
        this.output = output;
    }

    /** @throws OrtException when it is no such model */
    static OnnxModel load(Path file) throws OrtException {
        OrtEnvironment environment = OnnxLibrary.load();
        try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
            settings.setIntraOpNumThreads(1);
            settings.setInterOpNumThreads(1);
            settings.addConfigEntry("session.intra_op.allow_spinning", "0");
            settings.setMemoryPatternOptimization(false); // each length of a text would keep one
            // as the model comes and as it is multiplied by, weights would both stay in the arena
            settings.addConfigEntry("session.use_device_allocator_for_initializers", "1");
            OrtSession session = environment.createSession(file.toString(), settings);
            try {
                OrtSession.RunOptions options = new OrtSession.RunOptions();
                return new OnnxModel(environment, session, options, output(session));
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        }
    }

    private static String output(OrtSession session) throws OrtException {
        for (String input : session.getInputNames()) {
            if (!INPUTS.contains(input)) {
                throw new IllegalArgumentException("it wants " + input + ", which texts do not have");
            }
        }
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        for (String name : OUTPUTS) {
            if (outputs.containsKey(name)) {
                return name;
            }
        }
        return session.getOutputNames().iterator().next();
    }

    /**
     * @param ids    of the words
     * @param second where the second of two texts begins; the length where there is one
     */
    Output run(int[] ids, int second) throws OrtException {
        long[] words = new long[ids.length];
        long[] mask = new long[ids.length];
        long[] types = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            words[i] = ids[i];
            mask[i] = 1;
            types[i] = i < second ? 0 : 1;
        }
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            put(inputs, "input_ids", words);
            put(inputs, "attention_mask", mask);
            put(inputs, "token_type_ids", types);
            try (OrtSession.Result result = session.run(inputs, Set.of(output), options)) {
                OnnxTensor tensor = (OnnxTensor) result.get(0);
                long[] shape = ((TensorInfo) tensor.getInfo()).getShape();
                return new Output(tensor.getFloatBuffer(), Arrays.copyOfRange(shape, 1, shape.length));
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private void put(Map<String, OnnxTensor> inputs, String name, long[] values) throws OrtException {
        if (session.getInputNames().contains(name)) {
            inputs.put(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(values),
                    new long[] {1, values.length}));
        }
    }

    @Override
    public void close() throws OrtException {
        options.close();
        session.close();
    }
}
