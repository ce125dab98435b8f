package dev.rill.retrieval.embedded;

import dev.rill.retrieval.index.IndexLockedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;

/**
 * The folder of an index. An index says in its commits what it was made from; one that was made from something else,
 * is of another version or cannot be read is made anew. No thread that calls may be interrupted while it does.
 */
public final class IndexDirectory {
    private static final System.Logger LOGGER = System.getLogger(IndexDirectory.class.getName());
    private static final String IDENTITY = "identity";
    private static final String COMPLETE = "complete";

    private IndexDirectory() {
    }

    /** What a commit says of its index. */
    static Map<String, String> says(String identity, boolean complete) {
        return complete ? Map.of(IDENTITY, identity, COMPLETE, "true") : Map.of(IDENTITY, identity);
    }

    /**
     * @param identity what the index has to be made from
     * @throws IndexLockedException when another process has it open
     */
    public static LuceneIndex open(Path folder, String identity) throws IOException {
        Files.createDirectories(folder);
        Directory directory = new MMapDirectory(folder);
        try {
            return open(directory, identity);
        } catch (LockObtainFailedException e) {
            directory.close();
            throw new IndexLockedException("Another server is using the index in " + folder.toAbsolutePath()
                    + "; stop it, or set RILL_DATA to another folder.", e);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static LuceneIndex open(Directory directory, String identity) throws IOException {
        boolean complete = usable(directory, identity).containsKey(COMPLETE);
        try {
            return LuceneIndex.open(directory, identity, complete);
        } catch (LockObtainFailedException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            wipeUnreadable(directory, e);
            return LuceneIndex.open(directory, identity, false);
        }
    }

    /** Deletes an index that nobody has open. */
    static void discard(Path folder) throws IOException {
        try (Directory directory = new MMapDirectory(folder)) {
            wipe(directory);
        }
    }

    /** What the last commit says of itself; empty, and nothing in the folder, when it is of no use. */
    private static Map<String, String> usable(Directory directory, String identity) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return Map.of();
        }
        try {
            Map<String, String> found = SegmentInfos.readLatestCommit(directory).getUserData();
            if (identity.equals(found.get(IDENTITY))) {
                return found;
            }
            LOGGER.log(System.Logger.Level.INFO,
                    "The index was made from other documents, or with other settings, and is made anew");
            wipe(directory);
        } catch (LockObtainFailedException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            wipeUnreadable(directory, e);
        }
        return Map.of();
    }

    private static void wipeUnreadable(Directory directory, Exception why) throws IOException {
        LOGGER.log(System.Logger.Level.WARNING, "The index cannot be read and is made anew: {0}", why.toString());
        wipe(directory);
    }

    private static void wipe(Directory directory) throws IOException {
        try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            for (String file : directory.listAll()) {
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    lock.ensureValid();
                    directory.deleteFile(file);
                }
            }
        }
    }
}
