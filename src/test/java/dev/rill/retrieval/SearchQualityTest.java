package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.rights.Reader;
import dev.rill.storage.StorageThreads;
import dev.rill.stream.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchQualityTest {
    @TempDir
    private Path base;

    @Test
    void nineOfTenPlainQuestionsFindTheirPageOfTheManualFirst() throws IOException {
        askTheManual(Optional.empty(), 10);
    }

    @Test
    void nineteenOfTwentyDoWithVectors() throws IOException {
        try (BuiltinEmbedder embedder = new BuiltinEmbedder()) {
            askTheManual(Optional.of(embedder), 20);
        }
    }

    /** @param most one of so many questions may find another page first */
    private void askTheManual(Optional<Embedder> embedder, int most) throws IOException {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        try (StorageThreads threads = new StorageThreads("manual-test", 2);
             DocumentIndex index = EmbeddedIndex.open(DocumentSource.manual(), base.resolve("index"), embedder,
                     Optional.empty(), threads, IndexFixture.LOOK_EVERY)) {
            IndexFixture.until(() -> index.ready() && index.withoutVectors().orElse(0) == 0);
            for (String line : lines("/questions/manual.txt")) {
                String[] parts = line.split("\t");
                Set<String> pages = Set.of(parts[1].split(" "));
                for (String page : pages) {
                    assertTrue(index.seenBy(Reader.NOBODY).text(page, OptionalInt.empty(), OptionalInt.empty())
                            .isPresent(), page);
                }
                List<Passage> found = ReciprocalRankFusion.fuse(
                        index.seenBy(Reader.NOBODY).candidates(List.of(parts[0]), 21, new Cancellation()), 7);
                asked++;
                if (found.isEmpty() || !pages.contains(found.getFirst().path())) {
                    wrong.add(parts[0] + " -> " + (found.isEmpty() ? "nothing" : found.getFirst().id()));
                }
            }
        }
        assertTrue(asked >= 30);
        assertTrue(wrong.size() * most <= asked, wrong.size() + " of " + asked + ": " + String.join("; ", wrong));
    }

    @Test
    void identifiersAreFoundWholeAndByTheirParts() throws IOException {
        try (IndexFixture fixture = new IndexFixture(base)) {
            fixture.write("HTTPStatusCodes.md", "A table.\n");
            fixture.write("settings.md", "Set `RILL_MAX_STREAMS` or `maxStreams`.\n");
            fixture.write("standards.md", "See RFC9457 for problem details.\n");
            fixture.write("fetch.md", "Call `readNBytes(byte[])` of java.io.InputStream.\n");
            fixture.open();

            assertEquals(List.of("HTTPStatusCodes.md"), fixture.found("status codes"));
            assertEquals(List.of("HTTPStatusCodes.md"), fixture.found("HTTPStatusCodes"));
            assertEquals("settings.md", fixture.found("RILL_MAX_STREAMS").getFirst());
            assertEquals("settings.md", fixture.found("max streams").getFirst());
            assertEquals(List.of("standards.md"), fixture.found("RFC 9457"));
            assertEquals(List.of("standards.md"), fixture.found("rfc9457"));
            assertEquals(List.of("fetch.md"), fixture.found("readNBytes"));
            assertEquals("fetch.md", fixture.found("InputStream").getFirst());
        }
    }

    @Test
    void aSlipOfTheKeyboardFindsTheNeighbourOfAWordThatNothingHolds() throws IOException {
        try (IndexFixture fixture = new IndexFixture(base)) {
            fixture.write("config.md", "How the configuration is written.\n");
            fixture.write("contact.md", "How to connect to a database.\n");
            fixture.open();

            assertEquals(List.of("config.md"), fixture.found("confguration"));
            assertEquals(List.of("contact.md"), fixture.found("conect databse"));
        }
    }

    @Test
    void aFollowUpFindsTheDocumentsOfTheQuestionBefore() throws IOException {
        try (IndexFixture fixture = new IndexFixture(base)) {
            fixture.write("rounding.md", "# Rounding\n\nBanker's rounding goes to the nearest even number.\n");
            fixture.write("avoid.md", "# Traffic\n\nAvoid the city at noon. Avoid the bridge, too.\n");
            fixture.write("paging.md", "# Paging\n\nA page holds fifty entries.\n");
            fixture.open();

            assertEquals("rounding.md", followUp(fixture, "What is banker's rounding?", "How do I avoid it?"));
            assertEquals("rounding.md", followUp(fixture, "What is banker's rounding?", "And why?"));
            assertEquals("paging.md", followUp(fixture, "What is banker's rounding?", "How large is a page?"));
        }
    }

    private static String followUp(IndexFixture fixture, String before, String question) {
        List<List<Passage>> lists = fixture.index().seenBy(Reader.NOBODY).candidates(List.of(question,
                before + "\n" + question), 10,
                new Cancellation());
        return ReciprocalRankFusion.fuse(lists, 7).getFirst().path();
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = SearchQualityTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
