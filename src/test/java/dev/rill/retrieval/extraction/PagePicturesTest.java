package dev.rill.retrieval.extraction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.document.UnreadableDocumentException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A page is drawn as it is printed, in a process of its own. */
class PagePicturesTest {
    private final PagePictures pictures = new PagePictures();

    @AfterEach
    void close() {
        pictures.close();
    }

    @Test
    void theLinesOfAPassageAreMarkedOnItsPage() throws Exception {
        byte[] pdf = PdfFiles.of(List.of(List.of("# Pumps", "The first page."),
                List.of("Grease the bearing each month.", "Nothing else.")));
        byte[] plain = pictures.of(pdf, 2, "").orElseThrow();
        BufferedImage page = ImageIO.read(new ByteArrayInputStream(plain));
        assertEquals(1_240, page.getWidth());
        assertEquals(0, yellow(page));
        BufferedImage marked = ImageIO.read(new ByteArrayInputStream(
                pictures.of(pdf, 2, "### Page 2\n\nGrease the bearing each month.").orElseThrow()));
        long pixels = yellow(marked);
        assertTrue(pixels > 2_000 && pixels < 60_000, "marked: " + pixels);
        assertEquals(0, yellow(ImageIO.read(new ByteArrayInputStream(
                pictures.of(pdf, 1, "Grease the bearing each month.").orElseThrow()))));
        assertArrayEquals(plain, pictures.of(pdf, 2, "").orElseThrow());
    }

    @Test
    void whatCannotBeDrawnSaysWhy() throws Exception {
        byte[] pdf = PdfFiles.of(List.of(List.of("One page.")));
        assertEquals("it has 1 pages", assertThrows(UnreadableDocumentException.class,
                () -> pictures.of(pdf, 2, "")).getMessage());
        assertTrue(assertThrows(UnreadableDocumentException.class,
                () -> pictures.of(PdfFiles.encrypted("password"), 1, "")).getMessage().contains("encrypted"));
        assertThrows(UnreadableDocumentException.class, () -> pictures.of(Arrays.copyOf(pdf, 40), 1, ""));
        assertTrue(pictures.of(pdf, 1, "").isPresent(), "the process goes on");
    }

    /** Pixels of the colour of a mark on white. */
    private static long yellow(BufferedImage page) {
        return Arrays.stream(page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth()))
                .filter(rgb -> (rgb >> 16 & 0xFF) > 230 && (rgb & 0xFF) < 200).count();
    }
}
