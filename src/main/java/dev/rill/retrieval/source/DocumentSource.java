package dev.rill.retrieval.source;

import dev.rill.retrieval.SourceKind;
import dev.rill.retrieval.upload.Uploads;
import dev.rill.rights.ReaderRules;
import dev.rill.rights.Readers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Where documents come from: a folder, what is fetched from elsewhere, several sources with names, or the built-in
 * manual. Any thread. Whoever made it starts and closes it, and closes the index before.
 */
public sealed interface DocumentSource extends AutoCloseable
        permits FetchedSource, FolderSource, ManualSource, NamedSources, SourceWithUploads {

    /** A document larger than this is reported and left out; one that may hold pictures may be four times as large. */
    long MAX_DOCUMENT_BYTES = 10L * 1024 * 1024;

    /**
     * The documents below a folder.
     *
     * @throws IllegalArgumentException when it is not a folder that can be read; the message is for the operator
     */
    static DocumentSource folder(Path folder) {
        return FolderSource.of(folder, MAX_DOCUMENT_BYTES);
    }

    /**
     * The same, without what is in the server's own folder, should that lie among the documents.
     *
     * @param data  the server's folder
     * @param rules who may read what, beside what the folders say themselves
     */
    static DocumentSource folder(Path folder, Optional<Path> data, ReaderRules rules) {
        return FolderSource.of(folder, MAX_DOCUMENT_BYTES, data, rules);
    }

    /**
     * Several sources, in the order in which they are told. The paths of each begin with its name.
     *
     * @param rules with whole paths; the sources have them already
     */
    static DocumentSource named(SequencedMap<String, DocumentSource> sources, ReaderRules rules) {
        return new NamedSources(sources, rules);
    }

    /**
     * The documents below a folder that may come and go.
     *
     * @param rules with paths as they are below it
     */
    static DocumentSource folderThatMayBeGone(Path folder, Optional<Path> data, ReaderRules rules) {
        return FolderSource.unchecked(folder, MAX_DOCUMENT_BYTES, data, rules);
    }

    /**
     * Documents that are elsewhere.
     *
     * @param interval between two fetches
     * @param rules    with paths as they are in the copy
     */
    static DocumentSource fetched(SourceKind kind, Fetcher fetcher, Duration interval, ReaderRules rules) {
        return new FetchedSource(kind, fetcher, interval, MAX_DOCUMENT_BYTES, rules);
    }

    /** A source, and what users have sent beside it; whoever opened the uploads closes them. */
    static DocumentSource withUploads(DocumentSource source, Uploads uploads) {
        return new SourceWithUploads(source, uploads);
    }

    /** The manual that comes with the server. */
    static DocumentSource manual() {
        return ManualSource.load();
    }

    /** Begins to fetch what is elsewhere. Once. */
    default void start() {
        // what is here needs nothing
    }

    /** Waits until each fetch has ended once, well or not. */
    default void awaitFirstFetch() throws InterruptedException {
        // what is here is here
    }

    @Override
    default void close() {
        // nothing is open
    }

    /** What an index must have been made from to be of use for this source. */
    String identity();

    /** What is configured of who may read what, with whole paths. */
    default ReaderRules rules() {
        return ReaderRules.NONE;
    }

    /**
     * Everything that is there now. Never fails: what cannot be looked at is in the result, or reported.
     *
     * @param watch is to be told of each folder; whoever calls begins and ends it
     */
    DocumentScan scan(LeftOutDocuments problems, FolderWatch watch);

    /**
     * Who may read documents that were found before, as it is now. To look costs far less than a scan; one use, one
     * thread.
     */
    RightsNow rights();

    /** See {@link #rights}. */
    @FunctionalInterface
    interface RightsNow {
        /** @param known who could read the document when it was found */
        Readers of(String path, Readers known);
    }

    /** Whether it has gone, come back or become another since the last scan; to look costs next to nothing. */
    boolean moved();

    /** Whether somebody waits for what has come, or has gone, since the last scan; to look costs next to nothing. */
    default boolean waitedFor() {
        return false;
    }

    /** Whether a document that a scan found was deleted since, by somebody who is not to see it any more. */
    default boolean dropped(String path) {
        return false;
    }

    /**
     * The bytes of a document that a scan found.
     *
     * @throws java.nio.file.AccessDeniedException when this user may not read it
     * @throws SourceReadException when it is no longer there, no longer inside, or too large by now
     */
    byte[] read(DocumentFile file) throws IOException;
}
