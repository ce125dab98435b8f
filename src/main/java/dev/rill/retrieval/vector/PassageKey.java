package dev.rill.retrieval.vector;

import dev.rill.retrieval.Passage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.lucene.util.BytesRef;

/**
 * Names a passage by what its vector is made from: copies share a vector, and a passage that stays as it was keeps it,
 * whatever happens to the document around it. Any thread.
 */
public final class PassageKey {
    private static final int BYTES = 16;

    private PassageKey() {
    }

    public static BytesRef of(Passage passage) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(passage.inContext().getBytes(StandardCharsets.UTF_8));
            return new BytesRef(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
