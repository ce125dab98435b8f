package dev.rill.retrieval.index;

import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.Embedder.EmbeddingFailedException;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.stream.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;

/** Search by vectors, and the thread that makes them. Any thread; stopped by whoever started it. */
final class VectorSearch {
    private final Embedder embedder;
    private final EmbeddingHealth health = new EmbeddingHealth(System::nanoTime);
    private final VectorKeeper keeper;

    VectorSearch(Embedder embedder, IndexSynchronizer index, DocumentSource source, Duration rest) {
        this.embedder = embedder;
        this.keeper = new VectorKeeper(embedder, health, index, source, rest);
    }

    void start() {
        keeper.start();
    }

    void stop() {
        keeper.stop();
    }

    /**
     * The vectors of questions; none at all while the embeddings server fails.
     *
     * @throws Cancellation.CancelledException when the stream was cancelled
     */
    List<float[]> directions(List<String> questions, Cancellation cancellation) {
        if (health.pause() > 0) {
            return List.of();
        }
        try {
            List<float[]> vectors = Vectors.embed(embedder, questions, cancellation);
            health.succeeded();
            return vectors;
        } catch (EmbeddingFailedException e) {
            health.failed(e);
            return List.of();
        }
    }

    /**
     * One list a question, best first.
     *
     * @param within what a passage has to match beside
     */
    List<List<Passage>> search(IndexSearcher searcher, List<float[]> directions, Optional<Query> within, int limit)
            throws IOException {
        FieldInfo field = FieldInfos.getMergedFieldInfos(searcher.getIndexReader()).fieldInfo(PassageFields.VECTOR);
        List<List<Passage>> lists = new ArrayList<>();
        for (float[] direction : directions) {
            boolean comparable = field != null && field.getVectorDimension() == direction.length;
            lists.add(!comparable ? List.of() : WordSearch.load(searcher, List.of(searcher.search(new KnnFloatVectorQuery(
                    PassageFields.VECTOR, direction, limit, within.orElse(null)), limit).scoreDocs)));
        }
        return lists;
    }
}
