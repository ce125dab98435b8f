package dev.rill.retrieval.source;

import dev.rill.retrieval.SourceKind;
import dev.rill.retrieval.upload.Upload;
import dev.rill.retrieval.upload.UploadPath;
import dev.rill.retrieval.upload.Uploads;
import dev.rill.rights.ReaderRules;
import dev.rill.rights.Readers;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a server has to answer from, and what its users have sent beside it. */
final class SourceWithUploads implements DocumentSource {
    private final DocumentSource source;
    private final Uploads uploads;
    private volatile long scanned = -1;

    SourceWithUploads(DocumentSource source, Uploads uploads) {
        this.source = source;
        this.uploads = uploads;
    }

    @Override
    public void start() {
        source.start();
    }

    @Override
    public void awaitFirstFetch() throws InterruptedException {
        source.awaitFirstFetch();
    }

    @Override
    public void close() {
        source.close();
    }

    /** An index is of use with uploads and without. */
    @Override
    public String identity() {
        return source.identity();
    }

    @Override
    public ReaderRules rules() {
        return source.rules();
    }

    @Override
    public DocumentScan scan(LeftOutDocuments problems, FolderWatch watch) {
        watch.folder(uploads.folder());
        scanned = uploads.changes();
        List<Upload> documents = uploads.documents();
        DocumentScan scan = source.scan(problems.but(UploadPath.FOLDER + "/"), watch);
        Map<String, DocumentFile> files = new TreeMap<>(scan.files());
        Set<String> seen = new HashSet<>();
        for (Upload upload : documents) {
            String path = upload.path();
            seen.add(path);
            files.put(path, new DocumentFile(path, upload.id(), true, upload.bytes(), upload.received(),
                    upload.readers(), Optional.of(uploads.content(upload)), Optional.empty()));
        }
        problems.retain(UploadPath::is, seen);
        List<SourceLook> looks = new ArrayList<>(scan.looks());
        looks.add(new SourceLook(UploadPath.FOLDER, SourceKind.UPLOADS, Optional.of(Instant.now()), Optional.empty(),
                new PassedOver(), Readers.EVERYBODY, Optional.empty()));
        return new DocumentScan(files, scan.unknown(), scan.passedOver(),
                path -> UploadPath.is(path) ? Readers.EVERYBODY : scan.rights().apply(path), looks, scan.watched());
    }

    @Override
    public RightsNow rights() {
        RightsNow others = source.rights();
        return (path, known) -> !UploadPath.is(path) ? others.of(path, known)
                : uploads.holds(path) ? known : Readers.NOBODY;
    }

    @Override
    public boolean moved() {
        return source.moved() || waitedFor();
    }

    @Override
    public boolean waitedFor() {
        return uploads.changes() != scanned;
    }

    @Override
    public boolean dropped(String path) {
        return UploadPath.is(path) && !uploads.holds(path);
    }

    @Override
    public byte[] read(DocumentFile file) throws IOException {
        if (!UploadPath.is(file.path())) {
            return source.read(file);
        }
        try {
            return uploads.read(file.path());
        } catch (NoSuchFileException e) {
            throw new SourceReadException("it was deleted", e);
        } catch (IOException e) {
            throw new SourceReadException(e.toString(), e);
        }
    }
}
