package dev.rill.bench;

import dev.rill.launch.Folders;
import dev.rill.retrieval.DocumentIndex;
import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentSource;
import dev.rill.storage.StorageThreads;
import dev.rill.stream.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How long it takes to make an index of many passages, and to search it for questions, one after the other. */
final class SearchCost implements Phase {
    private static final int SECTIONS = 50;
    private static final int CANDIDATES = 50;
    private static final int STORAGE_THREADS = 8;
    private static final int QUESTIONS = 2_000;
    private static final Duration LONGEST_FIRST_PASS = Duration.ofMinutes(30);

    @Override
    public String name() {
        return "search";
    }

    @Override
    public void run(Bed bed) throws IOException, InterruptedException {
        Table table = new Table("Search of made-up documents", "", "", "passages", "indexed a second", "p50 ms", "p99 ms");
        for (int passages : bed.options().passages()) {
            Path folder = Files.createTempDirectory("rill-bench");
            try {
                MadeUpText text = new MadeUpText(passages);
                text.write(Files.createDirectory(folder.resolve("documents")), passages / SECTIONS, SECTIONS);
                measure(folder, text, table);
            } finally {
                Folders.delete(folder);
            }
        }
        table.print();
    }

    private static void measure(Path folder, MadeUpText text, Table table) throws InterruptedException {
        DocumentSource documents = DocumentSource.folder(folder.resolve("documents"));
        long began = System.nanoTime();
        try (StorageThreads threads = new StorageThreads("bench", STORAGE_THREADS);
                DocumentIndex index = DocumentIndex.open(documents, folder.resolve("index"), Optional.empty(), threads)) {
            if (!index.awaitFirstPass(LONGEST_FIRST_PASS)) {
                throw new IllegalStateException("the documents are not indexed");
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            double indexed = index.documents().stream().mapToInt(DocumentInfo::chunks).sum();
            times(index, text);
            double[] millis = times(index, text);
            table.row("", "rill", indexed, indexed / seconds, millis[QUESTIONS / 2], millis[QUESTIONS * 99 / 100]);
        }
    }

    /** Sorted. */
    private static double[] times(DocumentIndex index, MadeUpText text) {
        Cancellation cancellation = new Cancellation();
        double[] millis = new double[QUESTIONS];
        for (int i = 0; i < QUESTIONS; i++) {
            String question = text.question();
            long began = System.nanoTime();
            List<?> found = index.candidates(List.of(question), CANDIDATES, cancellation);
            millis[i] = (System.nanoTime() - began) / 1e6;
            if (found.isEmpty()) {
                throw new IllegalStateException("a search has no list of what it found");
            }
        }
        Arrays.sort(millis);
        return millis;
    }
}
