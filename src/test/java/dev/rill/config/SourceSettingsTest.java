package dev.rill.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.rights.ReaderRule;
import dev.rill.rights.Readers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceSettingsTest {
    @TempDir
    Path folder;

    @Test
    void eachHasANameAndMayNameItsReaders() throws IOException {
        RillConfig.Documents documents = loaded("""
                sources:
                  Handbook:
                    folder: texts/handbook
                  people:
                    folder: /srv/people
                    readers: [group:hr, user:anna]
                documents:
                  readers:
                    Handbook/drafts: group:editors
                """, Map.of("RILL_SOURCE_PEOPLE_FOLDER", "/mnt/people")).documents();
        assertEquals(List.of(new SourceConfig.Folder("Handbook", folder.resolve("texts/handbook")),
                new SourceConfig.Folder("people", Path.of("/mnt/people"))), documents.sources());
        assertEquals(List.of(new ReaderRule("Handbook/drafts", Readers.anyOf(Set.of("group:editors"))),
                new ReaderRule("people", Readers.anyOf(Set.of("group:hr", "user:anna")))),
                documents.readers().rules());
    }

    @Test
    void aRepositoryHasATokenThatIsNotPrinted() throws IOException {
        RillConfig config = loaded("""
                sources:
                  docs:
                    git: https://git.example.org/team/docs.git
                    branch: release/2
                    path: ./manual/
                """, Map.of("RILL_SOURCE_DOCS_TOKEN", "s3cret"));
        SourceConfig.Git git = assertInstanceOf(SourceConfig.Git.class, config.documents().sources().getFirst());
        assertEquals("manual", git.below());
        assertEquals(Duration.ofMinutes(5), git.interval());
        assertEquals("s3cret", git.token().orElseThrow().reveal());
        assertTrue(!config.toString().contains("s3cret"), config::toString);
    }

    @Test
    void aWebsiteHasDefaults() throws IOException {
        assertEquals(List.of(new SourceConfig.Website("a", URI.create("https://a.example/guide/"), Optional.empty(),
                Duration.ofHours(1), 1000, Duration.ofMillis(500), false)),
                loaded("sources: {a: {website: 'https://a.example/guide/'}}", Map.of()).documents().sources());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sources: [a]                       | sources must hold names of sources, each with one of folder
            sources: {a: }                     | sources.a must hold keys: folder
            sources: {'a b': {folder: x}}      | a source may not be called "a b"; allowed are up to 40 letters
            sources: {a: {fodler: x}}          | unknown key sources.a.fodler; allowed in sources.a are branch
            sources: {a: {readers: 'group:x'}} | sources.a says nowhere, or twice, where its documents come from
            sources: {a: {folder: x, git: 'https://a.example/x.git'}} | sources.a says nowhere, or twice
            sources: {a: {folder: x, token: secret}} | sources.a.token means nothing to such a source
            sources: {a: {git: 'ssh://a.example/x.git'}} | allowed is an http, https or file URL
            sources: {a: {git: 'https://u:secret@a.example/x.git'}} | is "https://***@a.example/x.git"; allowed is
            sources: {a: {git: 'https://a.example/x.git', path: ../x}} | allowed is a path within
            sources: {a: {git: 'https://a.example/x.git', branch: -x}} | allowed is the name of a branch
            sources: {a: {website: 'https://a.example/', branch: x}} | sources.a.branch means nothing to such a source
            sources: {a: {website: 'https://a.example/', sitemap: 'https://b.example/m'}} | is of another site than its
            sources: {a: {folder: x, readers: hr}} | allowed is user:ID or group:NAME
            sources: {a: {folder: x}, A: {folder: y}} | sources.A has a name that another has
            sources: {a: {folder: x}, a: {folder: y}} | sources.a.folder (application.yaml line 1) is there twice
            """)
    void whatIsWrongIsToldWithWhatIsAllowed(String file, String told) throws IOException {
        String errors = String.join("\n", assertInstanceOf(LoadedConfig.Invalid.class, load(file, Map.of())).errors());
        assertTrue(errors.contains(told), errors);
    }

    @Test
    void oneFolderAndSourcesAreAContradiction() throws IOException {
        Files.createDirectory(folder.resolve("docs"));
        LoadedConfig loaded = load("sources: {a: {folder: x}}", Map.of("RILL_DOCUMENTS", "docs"));
        assertTrue(assertInstanceOf(LoadedConfig.Invalid.class, loaded).errors().getFirst()
                .startsWith("RILL_DOCUMENTS is one folder, and the file names sources: choose one"));
    }

    private RillConfig loaded(String file, Map<String, String> environment) throws IOException {
        LoadedConfig.Loaded loaded = assertInstanceOf(LoadedConfig.Loaded.class, load(file, environment));
        assertEquals(List.of(), loaded.warnings());
        return loaded.config();
    }

    private LoadedConfig load(String file, Map<String, String> environment) throws IOException {
        Files.writeString(folder.resolve("application.yaml"), file);
        return ConfigLoader.load(environment, folder);
    }
}
