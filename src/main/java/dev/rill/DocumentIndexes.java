package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.retrieval.Embedder;
import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.opensearch.OpenSearchEngine;
import dev.rill.retrieval.opensearch.SearchAddress;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.retrieval.vector.VectorMaker;
import dev.rill.storage.StorageThreads;
import java.util.Optional;

/** The index of the documents where it is configured to be. Used by who starts it. */
final class DocumentIndexes {

    private DocumentIndexes() {
    }

    /** In OpenSearch where one is named, else in the data folder. */
    static DocumentIndex open(RillConfig config, DocumentSource source, Optional<Embedder> embedder,
                              StorageThreads threads) {
        RillConfig.Storage storage = config.storage();
        return storage.searchUrl().map(url -> DocumentIndex.open(source, new OpenSearchEngine(SearchAddress.of(url),
                        DocumentIndex.identity(source), !config.replicas().enabled(),
                        embedder.map(made -> new VectorMaker(made, Embedding.shared(storage)))), threads,
                        Optional.of(storage.data().resolve(EmbeddedIndex.LEFT_OUT))))
                .orElseGet(() -> EmbeddedIndex.open(source, storage.data().resolve("index"), embedder,
                        Embedding.shared(storage), threads));
    }
}
