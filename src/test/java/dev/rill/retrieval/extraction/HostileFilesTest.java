package dev.rill.retrieval.extraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.launch.Guard;
import dev.rill.retrieval.IndexFixture;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Files that are broken, or made to harm, end as a sentence; the next file is read. */
class HostileFilesTest {
    private static final ExtractionLimits PATIENT = new ExtractionLimits(Guard.TIME, Duration.ofMinutes(1), 256);

    private final List<ProcessHandle> others = ProcessHandle.current().children().toList();
    private final TextExtraction extraction = new TextExtraction(PATIENT);

    @AfterEach
    void close() {
        extraction.close();
    }

    private String why(DocumentType type, byte[] content) {
        return assertThrows(UnreadableDocumentException.class, () -> extraction.text(type, content)).getMessage();
    }

    private void readsOn() throws Exception {
        byte[] text = extraction.text(DocumentType.WORD,
                OfficeFiles.word(OfficeFiles.paragraph("None", "Still here.")));
        assertEquals("Still here.\n", new String(text, StandardCharsets.UTF_8));
    }

    private List<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(child -> child.isAlive() && !others.contains(child)).toList();
    }

    @Test
    void aFileThatUnpacksToFarMoreThanItsSizeIsNotUnpacked() throws Exception {
        long before = used();
        assertEquals("it unpacks to more than 64 MB", why(DocumentType.WORD, bomb("word/document.xml", 300)));
        assertEquals("it unpacks to more than 1024 MB", why(DocumentType.SHEETS, bomb("xl/media/picture.png", 1_100)));
        assertTrue(used() - before < 40_000_000, "the server's memory does not grow");
        readsOn();
    }

    @Test
    void aPdfThatUnpacksToMoreThanThereIsMemoryIsReadPieceByPiece() throws Exception {
        assertEquals("there is no text in it", why(DocumentType.PDF, PdfFiles.bomb(600)));
        readsOn();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static byte[] bomb(String entry, int megabytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            byte[] block = new byte[1024 * 1024];
            Arrays.fill(block, (byte) ' ');
            for (int i = 0; i < megabytes; i++) {
                zip.write(block);
            }
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    void entitiesAreNotReplacedAndNoOtherFileIsRead() throws Exception {
        String bomb = """
                <!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">
                <!ENTITY f SYSTEM "file:///etc/passwd">]><d xmlns:w="urn:w"><w:p><w:t>x &c; &f;</w:t></w:p></d>""";
        assertEquals("it is broken: its XML cannot be read", why(DocumentType.WORD,
                OfficeFiles.zip(Map.of("word/document.xml", bomb))));
        readsOn();
    }

    @Test
    void elementsNestedWithoutEndAreNoHarm() throws Exception {
        String nested = "<w:p>".repeat(200_000);
        String why = why(DocumentType.WORD,
                OfficeFiles.zip(Map.of("word/document.xml", "<d xmlns:w='urn:w'>" + nested)));
        assertTrue(why.startsWith("it is broken: "), why);
        readsOn();
    }

    @Test
    void aTruncatedFileIsToldAsBroken() throws Exception {
        byte[] whole = OfficeFiles.word(OfficeFiles.paragraph("None", "word ".repeat(20_000)));
        String why = why(DocumentType.WORD, Arrays.copyOf(whole, whole.length / 2));
        assertTrue(why.startsWith("it is broken"), why);
        byte[] pdf = PdfFiles.of(List.of(List.of("One line.")));
        assertThrows(UnreadableDocumentException.class,
                () -> extraction.text(DocumentType.PDF, Arrays.copyOf(pdf, 40)));
        readsOn();
    }

    @Test
    void anEncryptedFileAndAScanAreCalledWhatTheyAre() throws Exception {
        assertEquals("it is encrypted: to read it takes a password", why(DocumentType.PDF, PdfFiles.encrypted("word")));
        assertEquals("it is a scan: its page is a picture, without text", why(DocumentType.PDF, PdfFiles.scan()));
        assertEquals("it is encrypted, or in the format of an older program",
                why(DocumentType.SHEETS, new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}));
        assertEquals("it is encrypted", why(DocumentType.OPEN_DOCUMENT, OfficeFiles.zip(Map.of("content.xml", "\u0001",
                "META-INF/manifest.xml", "<m><encryption-data/></m>"))));
        assertEquals("it is not what its name says: it is no PDF",
                why(DocumentType.PDF, "Hello".getBytes(StandardCharsets.UTF_8)));
        // one without a password to open it is read
        assertTrue(new String(extraction.text(DocumentType.PDF, PdfFiles.encrypted("")), StandardCharsets.UTF_8)
                .contains("A secret."));
    }

    @Test
    void tenThousandPagesAreRead() throws Exception {
        byte[] pages = PdfFiles.of(Collections.nCopies(10_000, List.of("# Section", "A line of a page.")));
        String text = new String(extraction.text(DocumentType.PDF, pages), StandardCharsets.UTF_8);
        assertTrue(text.contains("### Page 10000\n"), () -> text.substring(text.length() - 200));
    }

    @Test
    void whatTakesLongerThanItMayEndsAtItsDeadline() throws Exception {
        byte[] pages = PdfFiles.of(Collections.nCopies(3_000, List.of("A line of a page.")));
        try (TextExtraction hasty = new TextExtraction(new ExtractionLimits(Duration.ofMillis(1),
                Duration.ofMinutes(1), 256))) {
            assertEquals("it takes longer than 1 ms to read", assertThrows(UnreadableDocumentException.class,
                    () -> hasty.text(DocumentType.PDF, pages)).getMessage());
        }
    }

    @Test
    void whatTakesMoreMemoryThanThereIsEndsThatProcessOnly() throws Exception {
        try (TextExtraction small = new TextExtraction(new ExtractionLimits(Guard.TIME, Duration.ofMinutes(1), 24))) {
            assertEquals("it takes more than 24 MB of memory to read", assertThrows(UnreadableDocumentException.class,
                    () -> small.text(DocumentType.WORD, bomb("word/document.xml", 60))).getMessage());
            assertEquals("Still here.\n", new String(small.text(DocumentType.WORD,
                    OfficeFiles.word(OfficeFiles.paragraph("None", "Still here."))), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aProcessThatWasKilledIsReplaced() throws Exception {
        readsOn();
        ProcessHandle child = children().getFirst();
        child.destroyForcibly();
        child.onExit().join();
        readsOn();
        assertFalse(children().contains(child));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theProcessWorksWithTheTimeThatOthersLeave() throws Exception {
        readsOn();
        String line = Files.readString(Path.of("/proc/" + children().getFirst().pid() + "/stat"));
        String own = Files.readString(Path.of("/proc/self/stat"));
        assertEquals(Math.min(19, nice(own) + 10), nice(line));
    }

    /** See proc_pid_stat(5): the nineteenth field; the second ends with a bracket. */
    private static int nice(String stat) {
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }

    @Test
    void theProcessEndsWhenItIsIdleAndWhenNobodyWantsIt() throws Exception {
        try (TextExtraction brief = new TextExtraction(new ExtractionLimits(Guard.TIME, Duration.ofMillis(50), 256))) {
            byte[] file = OfficeFiles.word(OfficeFiles.paragraph("None", "One."));
            brief.text(DocumentType.WORD, file);
            IndexFixture.until(() -> children().isEmpty());
            brief.text(DocumentType.WORD, file);
        }
        readsOn();
        extraction.close();
        IndexFixture.until(() -> children().isEmpty());
        assertThrows(ExtractionEndedException.class, this::readsOn);
    }

    @Test
    void closingEndsWhatIsBeingRead() throws Exception {
        byte[] pages = PdfFiles.of(Collections.nCopies(10_000, List.of("A line of a page.", "Another one.")));
        CompletableFuture<byte[]> reading = CompletableFuture.supplyAsync(() -> {
            try {
                return extraction.text(DocumentType.PDF, pages);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        IndexFixture.until(() -> !children().isEmpty());
        extraction.close();
        assertTrue(assertThrows(CompletionException.class, reading::join)
                .getCause() instanceof ExtractionEndedException);
    }
}
