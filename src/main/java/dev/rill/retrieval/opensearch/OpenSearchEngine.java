package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.index.DocumentAnalyzer;
import dev.rill.retrieval.index.DocumentEngine;
import dev.rill.retrieval.index.DocumentEntries;
import dev.rill.retrieval.index.PassageReading;
import dev.rill.retrieval.index.PassageVectors;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The index in an OpenSearch server, which other servers may share. A thread of its own keeps the lease of feeding it.
 * Any thread; the document index closes it.
 */
public final class OpenSearchEngine implements DocumentEngine {
    private static final System.Logger LOGGER = System.getLogger(OpenSearchEngine.class.getName());

    private final SearchServer server;
    private final SharedIndex index;
    private final FeedingLease lease;
    private final LeaseTimes times;
    private final OpenSearchReading reading;
    private final DocumentAnalyzer analyzer = new DocumentAnalyzer();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean told;

    /**
     * @param identity what the index is made from
     * @param alone    whether no other server may feed it
     */
    public OpenSearchEngine(SearchAddress address, String identity, boolean alone) {
        this(address, identity, alone, LeaseTimes.USUAL);
    }

    OpenSearchEngine(SearchAddress address, String identity, boolean alone, LeaseTimes times) {
        this.times = times;
        this.server = new SearchServer(address);
        this.index = new SharedIndex(server, SearchForm.index(address.name(), identity));
        this.lease = new FeedingLease(server, index.name(), alone, times);
        this.reading = new OpenSearchReading(server, index.name());
        Thread.ofPlatform().daemon().name("rill-search-lease").start(this::keepLease);
    }

    @Override
    public DocumentEntries open() throws IOException {
        try {
            index.make(OptionalInt.empty());
            boolean feeding = lease.take();
            DocumentEntries opened = new OpenSearchEntries(server, index, lease,
                    new BulkWriter(server, index.name(), lease, stopped), feeding, analyzer);
            if (feeding || !told) {
                LOGGER.log(System.Logger.Level.INFO, "Documents: the index {0} is in OpenSearch; this server {1}",
                        index.name(), feeding ? "feeds it" : "follows the one that feeds it");
            }
            told = true;
            return opened;
        } catch (IOException e) {
            server.fails(e);
            throw e;
        }
    }

    @Override
    public void discard() {
        // OpenSearch looks after its files
    }

    @Override
    public PassageReading reading() {
        return reading;
    }

    @Override
    public Optional<PassageVectors> vectors(BooleanSupplier ready) {
        return Optional.empty();
    }

    @Override
    public Optional<String> fault() {
        return server.fault();
    }

    private void keepLease() {
        try {
            while (!stopped.await(times.renew().toMillis(), TimeUnit.MILLISECONDS)) {
                lease.renew();
                upkeep();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody has this thread to interrupt it", e);
        }
    }

    private void upkeep() {
        try {
            if (lease.held()) {
                index.upkeep();
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "Indexes of other forms are looked for later", e);
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public void close() {
        lease.release();
        server.close();
    }
}
