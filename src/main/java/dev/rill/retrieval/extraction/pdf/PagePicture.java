package dev.rill.retrieval.extraction.pdf;

import dev.rill.retrieval.document.UnreadableDocumentException;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.BitSet;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** A page of a PDF file (ISO 32000-2) as it is printed, some of its lines marked. Stateless; one thread. */
public final class PagePicture {
    /** In pixels: sharp on a screen of today beside a chat. */
    private static final float WIDTH = 1_240;
    private static final float HEIGHT = 1_754;
    private static final float LARGEST_SCALE = 4;
    private static final int LARGEST_PNG = 1_500_000;
    /** Of 255. */
    private static final int GREEN_KEPT = 238;
    private static final int BLUE_KEPT = 160;

    private PagePicture() {
    }

    /**
     * As PNG, or as JPEG where that would be large.
     *
     * @param page   counted from 1
     * @param marked lines as {@link PdfText} tells them
     * @throws UnreadableDocumentException when there is no such page
     */
    public static byte[] of(byte[] content, int page, String marked) throws IOException, UnreadableDocumentException {
        FontMappers.set(new BundledFont());
        ImageIO.setUseCache(false);
        try (PDDocument document = Loader.loadPDF(content)) {
            if (page > document.getNumberOfPages()) {
                throw new UnreadableDocumentException("it has " + document.getNumberOfPages() + " pages");
            }
            PDRectangle box = document.getPage(page - 1).getCropBox();
            boolean turned = document.getPage(page - 1).getRotation() % 180 != 0;
            float width = Math.max(1, turned ? box.getHeight() : box.getWidth());
            float height = Math.max(1, turned ? box.getWidth() : box.getHeight());
            float scale = Math.min(LARGEST_SCALE, Math.min(WIDTH / width, HEIGHT / height));
            BufferedImage picture = new PDFRenderer(document).renderImage(page - 1, scale, ImageType.RGB);
            if (!marked.isBlank()) {
                mark(picture, document, page, marked, scale);
            }
            return written(picture);
        } catch (InvalidPasswordException e) {
            throw new UnreadableDocumentException("it is encrypted: to read it takes a password");
        }
    }

    private static void mark(BufferedImage picture, PDDocument document, int page, String marked, float scale)
            throws IOException {
        MarkedLines lines = new MarkedLines(marked);
        lines.setStartPage(page);
        lines.setEndPage(page);
        lines.writeText(document, PageLines.nowhere());
        BitSet tinted = new BitSet();
        for (Rectangle2D.Float box : lines.boxes()) {
            int left = Math.max(0, Math.round(box.x * scale));
            int right = Math.min(picture.getWidth(), Math.round((box.x + box.width) * scale));
            int bottom = Math.min(picture.getHeight(), Math.round((box.y + box.height) * scale));
            for (int y = Math.max(0, Math.round(box.y * scale)); y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    if (!tinted.get(y * picture.getWidth() + x)) {
                        tinted.set(y * picture.getWidth() + x);
                        picture.setRGB(x, y, tinted(picture.getRGB(x, y)));
                    }
                }
            }
        }
    }

    /** As ink of a marking pen lies under black and on white. */
    private static int tinted(int rgb) {
        return (rgb >> 16 & 0xFF) << 16 | (rgb >> 8 & 0xFF) * GREEN_KEPT / 255 << 8 | (rgb & 0xFF) * BLUE_KEPT / 255;
    }

    private static byte[] written(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        if (bytes.size() > LARGEST_PNG) {
            bytes.reset();
            ImageIO.write(picture, "jpeg", bytes);
        }
        return bytes.toByteArray();
    }
}
