package dev.rill.retrieval.source.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.SourceInfo;
import dev.rill.retrieval.SourceKind;
import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.rights.Reader;
import dev.rill.rights.ReaderRules;
import dev.rill.storage.StorageThreads;
import dev.rill.stream.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository behind Git's own server program, over HTTP. */
class GitRepositoryTest {
    @TempDir
    private Path base;
    private final StorageThreads threads = new StorageThreads("git-test", 2);
    private GitServer server;
    private DocumentSource source;
    private DocumentIndex index;

    @BeforeEach
    void serve() throws IOException {
        assumeTrue("true".equals(System.getenv("CI")) || GitServer.available(), "git-http-backend is not there");
        server = new GitServer(base);
    }

    @AfterEach
    void close() throws Exception {
        if (index != null) {
            index.close();
            source.close();
        }
        threads.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aBranchIsFollowedThroughChangeDeletionAndAForcedPush() throws IOException {
        String first = server.write("docs/a.md", "# Apples\n\nApples are red.\n")
                .write("docs/b.md", "# Berries\n\nBerries are blue.\n").write("src/c.md", "# Code\n").push();
        open("docs", GitServer.TOKEN);
        IndexFixture.until(() -> paths().equals(List.of("code/a.md", "code/b.md")));
        assertEquals(commit(first), origin("code/a.md"));
        IndexFixture.until(() -> info().commit().equals(Optional.of(first)) && info().error().isEmpty());
        String second = server.write("docs/a.md", "# Apples\n\nApples are yellow.\n").write("docs/b.md", null)
                .write("docs/d.md", "# Dates\n\nDates are brown.\n").push();
        IndexFixture.until(() -> paths().equals(List.of("code/a.md", "code/d.md")));
        IndexFixture.until(() -> origin("code/a.md").equals(commit(second)));
        IndexFixture.until(() -> IndexFixture.search(index, "apples").getFirst().text().contains("yellow"));

        server.write("docs/a.md", "# Apples\n\nApples are green.\n");
        String other = server.rewrite();
        IndexFixture.until(() -> origin("code/a.md").equals(commit(other)));
        assertEquals(commit(second), origin("code/d.md"), "its content is what it was");
        for (int i = 0; i < 12; i++) {
            String next = server.write("docs/a.md", "# Apples\n\nApples were eaten " + i + " times.\n").push();
            IndexFixture.until(() -> origin("code/a.md").equals(commit(next)));
        }
    }

    @Test
    void aServerThatIsGoneLeavesWhatWasFetchedAlsoAfterARestartAndSaysSo() throws Exception {
        String first = server.write("a.md", "# Apples\n\nApples are red.\n").push();
        open("", GitServer.TOKEN);
        IndexFixture.until(() -> paths().equals(List.of("code/a.md")));
        server.stop();
        IndexFixture.until(() -> info().error().isPresent());
        assertTrue(info().error().get().startsWith("it cannot be fetched: "), info()::toString);
        assertEquals(1, info().documents());
        index.close();
        source.close();

        open("", GitServer.TOKEN);
        assertEquals(List.of("code/a.md"), paths());
        assertEquals(commit(first), origin("code/a.md"));
        IndexFixture.until(() -> info().error().isPresent());
        server.start();
        server.write("b.md", "# Berries\n\nBerries are blue.\n").push();
        IndexFixture.until(() -> paths().equals(List.of("code/a.md", "code/b.md")) && info().error().isEmpty());
    }

    @Test
    void aBranchThatThereIsNotIsToldByItsName() throws IOException {
        server.write("a.md", "# Apples\n").push();
        open("", GitServer.TOKEN, Optional.of("other"));
        IndexFixture.until(() -> info().error().equals(Optional.of("it cannot be fetched: there is no branch other")));
    }

    @Test
    void aWrongTokenIsToldWithoutIt() throws IOException {
        server.write("a.md", "# Apples\n").push();
        open("", "wr0ng-token");
        IndexFixture.until(() -> info().error().filter(why -> why.contains("not authorized")).isPresent());
        assertFalse((info() + index.unread().toString()).contains("wr0ng-token"));
        assertEquals(List.of(), paths());
    }

    private void open(String below, String token) throws IOException {
        open(below, token, Optional.empty());
    }

    private void open(String below, String token, Optional<String> branch) throws IOException {
        GitRepository repository = new GitRepository(new GitRepository.Place(server.url(), branch, below),
                new GitAccess("git", Optional.of(() -> token)), Optional.empty(), base.resolve("copy"));
        SequencedMap<String, DocumentSource> sources = new LinkedHashMap<>();
        sources.put("code", DocumentSource.fetched(SourceKind.GIT, repository, Duration.ofMillis(100),
                ReaderRules.NONE));
        source = DocumentSource.named(sources, ReaderRules.NONE);
        source.start();
        index = EmbeddedIndex.open(source, base.resolve("index"), Optional.empty(), Optional.empty(),
                threads, Duration.ofMillis(20));
        IndexFixture.until(index::ready);
    }

    private List<String> paths() {
        return index.seenBy(Reader.NOBODY).documents().stream().map(DocumentInfo::path).toList();
    }

    private SourceInfo info() {
        IndexFixture.until(() -> !index.sources(Reader.NOBODY).isEmpty());
        return index.sources(Reader.NOBODY).getFirst();
    }

    private Optional<Origin> origin(String path) {
        return index.seenBy(Reader.NOBODY).origin(path);
    }

    private static Optional<Origin> commit(String id) {
        return Optional.of(new Origin.Commit(id));
    }
}
