package dev.rill.retrieval.extraction;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/** Writes PDF files. */
final class PdfFiles {
    private PdfFiles() {
    }

    /** @param lines of a page, headings behind {@code #} */
    static byte[] of(List<List<String>> pages) throws IOException {
        try (PDDocument document = document(pages)) {
            return bytes(document);
        }
    }

    private static PDDocument document(List<List<String>> pages) throws IOException {
        PDDocument document = new PDDocument();
        PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
        for (List<String> lines : pages) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                float y = 750;
                for (String line : lines) {
                    boolean heading = line.startsWith("#");
                    content.beginText();
                    content.setFont(font, heading ? 18 : 11);
                    content.newLineAtOffset(70, y);
                    content.showText(heading ? line.substring(1).strip() : line);
                    content.endText();
                    y -= heading ? 30 : 14;
                }
            }
        }
        return document;
    }

    static byte[] encrypted(String password) throws IOException {
        try (PDDocument document = document(List.of(List.of("A secret.")))) {
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", password, new AccessPermission());
            policy.setEncryptionKeyLength(128);
            document.protect(policy);
            return bytes(document);
        }
    }

    static byte[] scan() throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            BufferedImage picture = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(LosslessFactory.createFromImage(document, picture), 0, 0, 600, 800);
            }
            return bytes(document);
        }
    }

    /** A page whose drawing is so many megabytes of nothing, packed. */
    static byte[] bomb(int megabytes) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            COSStream drawing = document.getDocument().createCOSStream();
            byte[] block = new byte[1024 * 1024];
            Arrays.fill(block, (byte) ' ');
            try (OutputStream out = drawing.createOutputStream(COSName.FLATE_DECODE)) {
                for (int i = 0; i < megabytes; i++) {
                    out.write(block);
                }
            }
            page.setContents(new PDStream(drawing));
            return bytes(document);
        }
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }
}
