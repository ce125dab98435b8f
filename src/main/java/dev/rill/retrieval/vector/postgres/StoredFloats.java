package dev.rill.retrieval.vector.postgres;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** A vector as the table has it: floats of IEEE 754, the highest byte first. */
final class StoredFloats {

    private StoredFloats() {
    }

    static byte[] write(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    static float[] read(byte[] bytes) {
        FloatBuffer floats = ByteBuffer.wrap(bytes).asFloatBuffer();
        float[] vector = new float[floats.remaining()];
        floats.get(vector);
        return vector;
    }
}
