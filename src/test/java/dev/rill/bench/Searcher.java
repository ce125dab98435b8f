package dev.rill.bench;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.rights.Reader;
import dev.rill.storage.StorageThreads;
import dev.rill.stream.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.LogManager;

/**
 * Writes documents, makes an index of them and searches it, in a process of its own: {@code Searcher <folder>
 * <passages>}. Says in a line how many passages there are, how many were indexed a second, and the 50th and 99th
 * percentiles of a search in milliseconds.
 */
final class Searcher {
    private static final int SECTIONS = 50;
    private static final int CANDIDATES = 50;
    private static final int STORAGE_THREADS = 8;
    private static final int QUESTIONS = 2_000;
    private static final Duration LONGEST_FIRST_PASS = Duration.ofMinutes(30);

    private Searcher() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        LogManager.getLogManager().reset(); // only figures are wanted
        Path folder = Path.of(arguments[0]);
        int passages = Integer.parseInt(arguments[1]);
        Path documents = Files.createDirectory(folder.resolve("documents"));
        MadeUpText text = new MadeUpText(passages);
        text.write(documents, passages / SECTIONS, SECTIONS);
        long began = System.nanoTime();
        try (StorageThreads threads = new StorageThreads("bench", STORAGE_THREADS);
                DocumentIndex index = EmbeddedIndex.open(DocumentSource.folder(documents), folder.resolve("index"),
                        Optional.empty(), threads)) {
            if (!index.awaitFirstPass(LONGEST_FIRST_PASS)) {
                throw new IllegalStateException("the documents are not indexed");
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            int indexed = index.seenBy(Reader.NOBODY).documents().stream().mapToInt(DocumentInfo::chunks).sum();
            times(index, text); // until it is compiled
            double[] millis = times(index, text);
            System.out.println(indexed + " " + indexed / seconds + " " + millis[QUESTIONS / 2] + " "
                    + millis[QUESTIONS * 99 / 100]);
        }
    }

    /** Milliseconds of each search, sorted. */
    private static double[] times(DocumentIndex index, MadeUpText text) {
        Cancellation cancellation = new Cancellation();
        double[] millis = new double[QUESTIONS];
        for (int i = 0; i < QUESTIONS; i++) {
            String question = text.question();
            long began = System.nanoTime();
            index.seenBy(Reader.NOBODY).candidates(List.of(question), CANDIDATES, cancellation);
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }
}
