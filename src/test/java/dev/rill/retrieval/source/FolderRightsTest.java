package dev.rill.retrieval.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.UnreadFiles;
import dev.rill.rights.Reader;
import dev.rill.rights.ReaderRule;
import dev.rill.rights.ReaderRules;
import dev.rill.rights.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderRightsTest {
    private static final Reader HR = Reader.of("anna", Set.of("hr"), false);
    private static final Reader STAFF = Reader.of("ben", Set.of("staff"), false);
    private static final Reader BOTH = Reader.of("cleo", Set.of("hr", "staff"), false);
    private static final Reader ADMIN = Reader.of("root", Set.of(), true);

    @TempDir
    private Path base;
    private Path root;
    private final LeftOutDocuments problems = new LeftOutDocuments();
    private FolderWatch watch;
    private ReaderRules rules = ReaderRules.NONE;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectory(base.resolve("documents"));
        watch = FolderWatch.open(() -> { });
        write("open.md", "text");
        write("hr/plan.md", "text");
        write("hr/deep/er/list.md", "text");
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aFileBesideDocumentsSaysWhoReadsThemAndAllBelow() throws IOException {
        write("hr/.rill.yaml", "readers: [group:hr, 'user:ben']\n");
        assertEquals(Set.of("open.md"), seen(Reader.NOBODY));
        assertEquals(Set.of("hr/deep/er/list.md", "hr/plan.md", "open.md"), seen(HR));
        assertEquals(Set.of("hr/deep/er/list.md", "hr/plan.md", "open.md"), seen(STAFF), "by name");
        assertEquals(Set.of("open.md"), seen(ADMIN));
    }

    @Test
    void aFolderBelowNarrowsAndNeverOpens() throws IOException {
        write(".rill.yaml", "readers: group:staff\n");
        write("hr/.rill.yaml", "readers:\n  - group:hr\n");
        write("hr/deep/.rill.yaml", "readers: [group:hr, group:staff]\n");
        assertEquals(Set.of("open.md"), seen(STAFF));
        assertEquals(Set.of(), seen(HR));
        assertEquals(Set.of("hr/deep/er/list.md", "hr/plan.md", "open.md"), seen(BOTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "readers:", "reader: [group:hr]", "readers: hr", "readers: [hr]", "readers: [group:hr",
        "readers: [[group:hr]]", "readers: {group: hr}", "readers: [group:hr]\nother: 1", "- readers", "\u0000",
        "readers: [group:hr]\n---\nreaders: [group:staff]", "readers: [group:hr]\nreaders: [group:staff]",
        "readers: [admin]", "a: &a [*a]"})
    void oneThatCannotBeUnderstoodLetsNobodyInAndSaysSoToWhoLooksAfterTheServer(String text) throws IOException {
        write("hr/.rill.yaml", text);
        assertEquals(Set.of("open.md"), seen(BOTH));
        assertEquals(List.of(), problems.leftOut(BOTH));
        UnreadFiles.LeftOut told = problems.leftOut(ADMIN).getFirst();
        assertEquals("hr/.rill.yaml", told.path());
        assertTrue(told.reason().endsWith("so nobody may read what is in its folder"), told.reason());
        Files.delete(root.resolve("hr/.rill.yaml"));
        assertEquals(3, seen(Reader.NOBODY).size());
        assertEquals(List.of(), problems.leftOut(ADMIN));
    }

    @Test
    void anEmptyListLetsNobodyInAndIsNoFault() throws IOException {
        write("hr/.rill.yaml", "readers: []\n");
        assertEquals(Set.of("open.md"), seen(BOTH));
        assertEquals(List.of(), problems.leftOut());
    }

    @Test
    void aFolderThatCannotBeLookedIntoLetsNobodyInAndIsNotToldToRenameItsFile() throws IOException {
        RightsFile file = RightsFile.in(root.resolve("longer than a file system takes".repeat(10)), root);
        assertEquals(Optional.of("cannot be read by this user"), file.fault());
        assertEquals(Readers.NOBODY, file.readers());
    }

    @Test
    void whatIsNoFileOrHasAnotherEndingOrIsTooLargeLetsNobodyIn() throws IOException {
        Files.createDirectory(root.resolve("hr/.rill.yaml"));
        assertEquals(Set.of("open.md"), seen(BOTH));
        Files.delete(root.resolve("hr/.rill.yaml"));
        write("hr/.rill.yml", "readers: [group:hr]\n");
        assertEquals(Set.of("open.md"), seen(BOTH));
        Files.delete(root.resolve("hr/.rill.yml"));
        write("hr/.rill.yaml", "readers: [group:hr]\n" + "#".repeat(70_000));
        assertEquals(Set.of("open.md"), seen(BOTH));
        Files.delete(root.resolve("hr/.rill.yaml"));
        Files.writeString(base.resolve("outside.yaml"), "readers: [group:hr]\n");
        Files.createSymbolicLink(root.resolve("hr/.rill.yaml"), base.resolve("outside.yaml"));
        assertEquals(Set.of("open.md"), seen(BOTH));
    }

    @Test
    void aLinkOpensNothing() throws IOException {
        write("hr/.rill.yaml", "readers: [group:hr]\n");
        write(".hidden/secret.md", "text");
        write(".hidden/.rill.yaml", "readers: [group:hr]\n");
        Files.createSymbolicLink(root.resolve("again"), root.resolve("hr"));
        Files.createSymbolicLink(root.resolve("link.md"), root.resolve(".hidden/secret.md"));
        assertEquals(Set.of("open.md"), seen(Reader.NOBODY));
        assertTrue(seen(HR).contains("link.md"));
        write("staff/.rill.yaml", "readers: [group:staff]\n");
        Files.move(root.resolve("link.md"), root.resolve("staff/link.md"));
        assertEquals(Set.of("hr/deep/er/list.md", "hr/plan.md", "open.md"), seen(HR), "and closes, where it lies");
        assertTrue(seen(BOTH).contains("staff/link.md"));
    }

    @Test
    void theRightsFileMayBeALinkInsideAsKubernetesMakesThem() throws IOException {
        write("hr/..data/.rill.yaml", "readers: [group:hr]\n");
        Files.createSymbolicLink(root.resolve("hr/.rill.yaml"), Path.of("..data/.rill.yaml"));
        assertEquals(3, seen(HR).size());
        assertEquals(Set.of("open.md"), seen(STAFF));
    }

    @Test
    void theConfigurationNarrowsAsFoldersDo() throws IOException {
        rules = new ReaderRules(List.of(new ReaderRule("HR/deep", Readers.anyOf(Set.of("group:staff")))));
        write("hr/.rill.yaml", "readers: [group:hr]\n");
        assertEquals(Set.of("hr/plan.md", "open.md"), seen(HR));
        assertEquals(Set.of("hr/deep/er/list.md", "hr/plan.md", "open.md"), seen(BOTH));
    }

    @Test
    void whatIsLeftOutOrPassedOverIsToldToWhoMayReadIt() throws IOException {
        write("hr/.rill.yaml", "readers: [group:hr]\n");
        write("hr/scan.png", "x");
        write("open.png", "x");
        Files.createSymbolicLink(root.resolve("hr/gone.md"), root.resolve("nothing"));
        PassedOver passed = scan().passedOver();
        assertEquals(List.of(new UnreadFiles.Ending(".png", 1)), passed.endings(STAFF));
        assertEquals(List.of(new UnreadFiles.Ending(".png", 2)), passed.endings(HR));
        assertEquals(List.of(), problems.leftOut(STAFF));
        assertEquals("hr/gone.md", problems.leftOut(HR).getFirst().path());
    }

    @Test
    void rightsAreKnownWithoutAScanAndOfDocumentsThatAreGone() throws IOException {
        write("hr/.rill.yaml", "readers: [group:hr]\n");
        DocumentSource source = source();
        Readers hr = Readers.anyOf(Set.of("group:hr"));
        DocumentSource.RightsNow now = source.rights();
        assertEquals(hr, now.of("hr/plan.md", Readers.EVERYBODY));
        assertEquals(Readers.EVERYBODY, now.of("open.md", hr));
        assertEquals(hr, now.of("elsewhere/x.md", hr), "what is not there stays as it was");
        DocumentScan scan = source.scan(problems, watch);
        assertEquals(hr, scan.rights().apply("hr/deep/deleted/x.md"));
        assertEquals(Readers.EVERYBODY, scan.rights().apply("deleted/x.md"));
    }

    private Set<String> seen(Reader reader) {
        Set<String> seen = new TreeSet<>();
        scan().files().forEach((path, file) -> {
            if (file.readers().include(reader)) {
                seen.add(path);
            }
        });
        return seen;
    }

    private DocumentScan scan() {
        return source().scan(problems, watch);
    }

    private DocumentSource source() {
        return DocumentSource.folder(root, Optional.empty(), rules);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
