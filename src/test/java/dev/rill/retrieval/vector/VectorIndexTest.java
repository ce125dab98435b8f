package dev.rill.retrieval.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorIndexTest {
    @TempDir
    private Path folder;

    @Test
    void vectorsAreReadByKeysInAnyOrderAlsoWhereSomeKeysHaveNone() throws IOException {
        int many = 2_000;
        List<BytesRef> keys = new ArrayList<>();
        try (VectorIndex index = VectorIndex.open(folder, "model")) {
            for (int i = 0; i < many; i++) {
                keys.add(new BytesRef("%06d".formatted(many - i)));
                index.put(keys.get(i), i % 10 == 3 ? new float[0] : direction(i));
            }
            index.refresh();
            Map<BytesRef, float[]> read = index.vectors(new TreeSet<>(keys));
            assertEquals(many * 9 / 10, read.size());
            for (int i = 0; i < many; i++) {
                assertArrayEquals(i % 10 == 3 ? null : direction(i), read.get(keys.get(i)));
            }
        }
    }

    private static float[] direction(int i) {
        return new float[]{(float) Math.cos(i), (float) Math.sin(i)};
    }
}
