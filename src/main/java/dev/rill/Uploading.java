package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.http.route.document.UploadRoutes;
import dev.rill.process.Closing;
import dev.rill.process.Housekeeping;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.retrieval.upload.SharedUploads;
import dev.rill.retrieval.upload.Upload;
import dev.rill.retrieval.upload.UploadLimits;
import dev.rill.retrieval.upload.Uploads;
import dev.rill.retrieval.upload.VirusScanner;
import dev.rill.retrieval.upload.postgres.PostgresUploads;
import dev.rill.storage.StorageThreads;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.jdbc.StoreTimes;
import dev.rill.threads.postgres.PostgresDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What users may send, as it is configured, and what becomes of it when its thread goes. Used by who starts it. */
final class Uploading {
    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final int LOOKED_FOR_AT_ONCE = 100;
    private static final int UPLOAD_THREADS = 4;
    /** Of a server that is alone; apart from the copies, which go where the others no longer have them. */
    private static final String OWN = "uploads";
    private static final String COPIES = "shared-uploads";

    private final RillConfig config;
    private final Clock clock;
    private final Optional<Uploads> uploads;

    private Uploading(RillConfig config, Clock clock, Optional<Uploads> uploads) {
        this.config = config;
        this.clock = clock;
        this.uploads = uploads;
    }

    static Uploading of(RillConfig config, Closing closing, StorageThreads storage, Clock clock) {
        RillConfig.Uploads settings = config.documents().uploads();
        if (!settings.enabled()) {
            return new Uploading(config, clock, Optional.empty());
        }
        Optional<SharedUploads> shared = shared(config.storage(), config.replicas());
        try {
            return new Uploading(config, clock, Optional.of(closing.add(Uploads.open(
                    config.storage().data().resolve(shared.isPresent() ? COPIES : OWN),
                    new UploadLimits(settings.fileBytes(), DocumentSource.MAX_DOCUMENT_BYTES, settings.files(),
                            settings.userBytes()),
                    settings.scanCommand().map(command -> new VirusScanner(command, settings.scanTimeout())),
                    // a database that says nothing holds up uploads, and nothing else that waits for a disk
                    shared.isPresent() ? closing.add(new StorageThreads("uploads", UPLOAD_THREADS)) : storage,
                    clock, shared))));
        } catch (IOException e) {
            throw new UncheckedIOException("The uploads in the data folder cannot be read.", e);
        }
    }

    /** Where servers share the database, it keeps what is sent to any of them. */
    private static Optional<SharedUploads> shared(RillConfig.Storage storage, RillConfig.Replicas replicas) {
        return storage.databaseUrl().filter(_ -> replicas.enabled())
                .map(url -> new PostgresUploads(new PostgresDatabase(url, StoreTimes.DEFAULT.start())::open));
    }

    DocumentSource beside(DocumentSource source) {
        return uploads.map(on -> DocumentSource.withUploads(source, on)).orElse(source);
    }

    UploadRoutes routes(DocumentIndex index, ThreadStore store, BooleanSupplier stopping) {
        return new UploadRoutes(uploads, index, store, config.streams().keepAlive(), stopping, clock);
    }

    /** What was added to a thread goes with it from now on: at once where it is deleted, and soon otherwise. */
    void follow(ThreadStore store, DocumentIndex index, Housekeeping housekeeping) {
        uploads.ifPresent(on -> {
            on.indexedBy(index::ready, upload -> index.finds(upload.path()) || index.leftOut(upload.path()).isPresent(),
                    deleted -> forget(index, deleted));
            on.adopt(config.storage().data().resolve(OWN), upload -> upload.threadId()
                    .filter(thread -> store.find(upload.owner(), thread).isEmpty()).isEmpty());
            store.onDelete((owner, threadId) -> forget(index, on.deleteThread(owner, threadId)));
            housekeeping.every(SWEEP, "Deleting uploads of threads that are gone", new Sweep(on, store, index));
        });
    }

    private static void forget(DocumentIndex index, List<Upload> deleted) {
        if (!deleted.isEmpty()) {
            index.forget(deleted.stream().map(Upload::path).toList());
        }
    }

    /** Looks for some of the threads each time. */
    private static final class Sweep implements Runnable {
        private final Uploads uploads;
        private final ThreadStore store;
        private final DocumentIndex index;
        private Iterator<Uploads.OwnedThread> left = List.<Uploads.OwnedThread>of().iterator();

        private Sweep(Uploads uploads, ThreadStore store, DocumentIndex index) {
            this.uploads = uploads;
            this.store = store;
            this.index = index;
        }

        @Override
        public void run() {
            if (!left.hasNext()) {
                left = uploads.threads().iterator();
            }
            for (int looked = 0; left.hasNext() && looked < LOOKED_FOR_AT_ONCE; looked++) {
                Uploads.OwnedThread thread = left.next();
                if (store.find(thread.owner(), thread.threadId()).isEmpty()) {
                    forget(index, uploads.deleteThread(thread.owner(), thread.threadId()));
                }
            }
        }
    }
}
