package dev.rill.retrieval.vector;

import dev.rill.retrieval.Passage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.util.BytesRef;

/** The passages that are to have vectors. Any thread that may read an index. */
public interface KeyedPassages {

    /** Whether all of them are known; vectors are not made before. */
    boolean ready();

    /** Another number whenever they may have changed. Any thread; reads no file. */
    long version() throws IOException;

    /** The keys of all, see {@link PassageKey}; one may come twice. */
    List<BytesRef> keys() throws IOException;

    /** One that has the key; empty when it is gone. */
    Optional<Passage> passage(BytesRef key) throws IOException;
}
