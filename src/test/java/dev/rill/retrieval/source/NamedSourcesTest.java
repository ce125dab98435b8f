package dev.rill.retrieval.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.LogCapture;
import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.SourceInfo;
import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.rights.Reader;
import dev.rill.rights.ReaderRule;
import dev.rill.rights.ReaderRules;
import dev.rill.rights.Readers;
import dev.rill.storage.StorageThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedSourcesTest {
    private static final Reader HR = Reader.of("anna", Set.of("hr"), false);

    @TempDir
    private Path base;
    private final StorageThreads threads = new StorageThreads("sources-test", 2);
    private ReaderRules rules = ReaderRules.NONE;
    private DocumentIndex index;

    @BeforeEach
    void write() throws IOException {
        write("one/a.md", "# Apples\n\nApples are red.\n");
        write("one/deep/b.md", "# Berries\n\nBerries are blue.\n");
        write("two/a.md", "# Pears\n\nPears are green.\n");
        write("two/picture.png", "x");
    }

    @AfterEach
    void close() {
        if (index != null) {
            index.close();
        }
        threads.close();
    }

    @Test
    void theDocumentsOfEachAreBelowItsName() {
        open();
        assertEquals(List.of("one/a.md", "one/deep/b.md", "two/a.md"), paths(Reader.NOBODY));
        Passage found = IndexFixture.search(index, "pears").getFirst();
        assertEquals("two/a.md", found.path());
        assertEquals("one 2 0, two 1 1", states(Reader.NOBODY));
    }

    @Test
    void oneThatGoesKeepsWhatItHadSaysSoAndTheOthersGoOn() throws IOException {
        open();
        Files.move(base.resolve("two"), base.resolve("elsewhere"));
        write("one/c.md", "# Cherries\n\nCherries are dark.\n");
        Files.delete(base.resolve("one/a.md"));
        IndexFixture.until(() -> paths(Reader.NOBODY).equals(List.of("one/c.md", "one/deep/b.md", "two/a.md")));
        IndexFixture.until(() -> states(Reader.NOBODY).equals("one 2 0, two 1 0 it is not there"));
        assertEquals(Optional.of("two: it is not there"), index.unread().gone());
        assertTrue(index.sources(Reader.NOBODY).getLast().looked().isPresent(), "it could be looked at before");

        Files.move(base.resolve("elsewhere"), base.resolve("two"));
        Files.delete(base.resolve("two/a.md"));
        IndexFixture.until(() -> paths(Reader.NOBODY).equals(List.of("one/c.md", "one/deep/b.md")));
        IndexFixture.until(() -> index.unread().gone().isEmpty());
    }

    @Test
    void oneThatIsNotThereAtTheStartIsTakenWhenItComes() throws IOException {
        Files.move(base.resolve("two"), base.resolve("elsewhere"));
        open();
        assertEquals(List.of("one/a.md", "one/deep/b.md"), paths(Reader.NOBODY));
        Files.move(base.resolve("elsewhere"), base.resolve("two"));
        IndexFixture.until(() -> paths(Reader.NOBODY).contains("two/a.md"));
    }

    @Test
    void readersAreConfiguredByWholePathsAndByFilesWithinEach() throws IOException {
        rules = new ReaderRules(List.of(new ReaderRule("two", Readers.anyOf(Set.of("group:hr")))));
        write("one/deep/.rill.yaml", "readers: [group:hr]\n");
        open();
        assertEquals(List.of("one/a.md"), paths(Reader.NOBODY));
        assertEquals("one 1 0", states(Reader.NOBODY), "one that is closed is not there");
        assertEquals(List.of("one/a.md", "one/deep/b.md", "two/a.md"), paths(HR));
        assertEquals("one 2 0, two 1 1", states(HR));
        assertTrue(!index.seenBy(Reader.NOBODY).shows("two/deleted.md", Readers.EVERYBODY));
        Files.move(base.resolve("two"), base.resolve("elsewhere"));
        IndexFixture.until(() -> index.seenBy(HR).unread().gone().isPresent());
        assertEquals(Optional.empty(), index.seenBy(Reader.NOBODY).unread().gone());
        assertTrue(!index.seenBy(Reader.NOBODY).shows("two/deleted.md", Readers.EVERYBODY));
    }

    @Test
    void aRuleThatCoversNoDocumentIsToldOnce() throws IOException {
        rules = new ReaderRules(List.of(new ReaderRule("one/deeep", Readers.anyOf(Set.of("group:hr"))),
                new ReaderRule("one/deep", Readers.anyOf(Set.of("group:hr")))));
        try (LogCapture log = new LogCapture()) {
            open();
            write("one/c.md", "# Cherries\n\nCherries are dark.\n");
            IndexFixture.until(() -> paths(HR).contains("one/c.md"));
            assertEquals(1, log.count("There is no document at one/deeep"));
            assertEquals(1, log.count("There is no document at"));
        }
    }

    private void open() {
        SequencedMap<String, DocumentSource> sources = new LinkedHashMap<>();
        for (String name : List.of("one", "two")) {
            sources.put(name, DocumentSource.folderThatMayBeGone(base.resolve(name), Optional.empty(),
                    rules.within(name)));
        }
        index = EmbeddedIndex.open(DocumentSource.named(sources, rules), base.resolve("index"), Optional.empty(),
                Optional.empty(), threads, Duration.ofMillis(20));
        IndexFixture.until(index::ready);
    }

    private List<String> paths(Reader reader) {
        return index.seenBy(reader).documents().stream().map(DocumentInfo::path).toList();
    }

    private String states(Reader reader) {
        return String.join(", ", index.sources(reader).stream().map(NamedSourcesTest::state).toList());
    }

    private static String state(SourceInfo source) {
        return source.name() + " " + source.documents() + " " + source.notRead()
                + source.error().map(why -> " " + why).orElse("");
    }

    private void write(String path, String text) throws IOException {
        Path file = base.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
