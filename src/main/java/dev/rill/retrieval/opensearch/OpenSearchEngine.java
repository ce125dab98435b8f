package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.index.DocumentAnalyzer;
import dev.rill.retrieval.index.DocumentEngine;
import dev.rill.retrieval.index.DocumentEntries;
import dev.rill.retrieval.index.PassageReading;
import dev.rill.retrieval.index.PassageVectors;
import dev.rill.retrieval.vector.VectorMaker;
import java.io.IOException;
import java.util.Optional;
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
    private final StoredVectors stored;
    private final Optional<VectorMaker> maker;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Optional<OpenSearchEntries> opened = Optional.empty();
    private boolean told;

    /**
     * @param identity what the index is made from
     * @param alone    whether no other server may feed it
     * @param maker    for search by vectors as well as by words; this closes it
     */
    public OpenSearchEngine(SearchAddress address, String identity, boolean alone, Optional<VectorMaker> maker) {
        this(address, identity, alone, maker, LeaseTimes.USUAL);
    }

    OpenSearchEngine(SearchAddress address, String identity, boolean alone, Optional<VectorMaker> maker,
                     LeaseTimes times) {
        this.maker = maker;
        this.times = times;
        this.server = new SearchServer(address);
        this.index = new SharedIndex(server, SearchForm.index(address.name(), identity));
        this.lease = new FeedingLease(server, index.name(), alone, times);
        this.stored = new StoredVectors(server, index.name());
        this.reading = new OpenSearchReading(server, index.name());
        Thread.ofPlatform().daemon().name("rill-search-lease").start(this::keepLease);
    }

    @Override
    public DocumentEntries open() throws IOException {
        try {
            index.make();
            stored.look();
            boolean feeding = lease.take();
            OpenSearchEntries entries = new OpenSearchEntries(server, index, lease,
                    new BulkWriter(server, index.name(), lease, stopped), feeding, analyzer, times.told());
            if (feeding || !told) {
                LOGGER.log(System.Logger.Level.INFO, "Documents: the index {0} is in OpenSearch; this server {1}",
                        index.name(), feeding ? "feeds it" : "follows the one that feeds it");
            }
            if (!told && maker.isPresent() && !stored.offered()) {
                LOGGER.log(System.Logger.Level.INFO, "OpenSearch has no plugin k-NN: what words find is ordered by "
                        + "meaning too, and what they do not find is not found");
            }
            told = true;
            opened = Optional.of(entries);
            return entries;
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
        return maker.map(made -> new OpenSearchVectors(server, index.name(), reading, made, stored,
                new VectorFeeder(server, index.name(), made, stored, this::fed, ready)));
    }

    private Optional<OpenSearchEntries> fed() {
        return opened.filter(entries -> entries.feeds() && entries.writable());
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
