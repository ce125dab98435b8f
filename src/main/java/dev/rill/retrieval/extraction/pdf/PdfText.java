package dev.rill.retrieval.extraction.pdf;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.Extractor;
import dev.rill.retrieval.document.UnreadableDocumentException;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/** The text of a PDF file (ISO 32000-2), page by page; what is set larger than the rest is a heading. */
public final class PdfText implements Extractor {
    private static final byte[] MARK = {'%', 'P', 'D', 'F', '-'};
    /** The mark stands that early; other programs look as far. */
    private static final int MARK_WITHIN = 1_024;
    /** Of a file without text, the pages that are looked at for pictures. */
    private static final int LOOKED_AT = 20;

    @Override
    public void extract(byte[] content, ExtractedText text) throws IOException, UnreadableDocumentException {
        if (!marked(content)) {
            throw new UnreadableDocumentException("it is not what its name says: it is no PDF");
        }
        FontMappers.set(new BundledFont());
        try (PDDocument document = Loader.loadPDF(content)) {
            String title = document.getDocumentInformation().getTitle();
            if (title != null) {
                text.titleOfProperties(title);
            }
            PageLines pages = new PageLines();
            pages.writeText(document, PageLines.nowhere());
            if (pages.lines().isEmpty()) {
                throw new UnreadableDocumentException(withoutText(document));
            }
            new PageLayout(PageFurniture.removed(pages.lines())).write(text);
        } catch (InvalidPasswordException e) {
            throw new UnreadableDocumentException("it is encrypted: to read it takes a password");
        }
    }

    private static boolean marked(byte[] content) {
        for (int at = 0; at + MARK.length <= Math.min(content.length, MARK_WITHIN); at++) {
            int same = 0;
            while (same < MARK.length && content[at + same] == MARK[same]) {
                same++;
            }
            if (same == MARK.length) {
                return true;
            }
        }
        return false;
    }

    private static String withoutText(PDDocument document) throws IOException {
        int pages = document.getNumberOfPages();
        for (int page = 0; page < Math.min(pages, LOOKED_AT); page++) {
            PDResources resources = document.getPage(page).getResources();
            if (resources != null) {
                for (COSName name : resources.getXObjectNames()) {
                    if (resources.isImageXObject(name)) {
                        return "it is a scan: its " + (pages == 1 ? "page is a picture" : pages + " pages are pictures")
                                + ", without text";
                    }
                }
            }
        }
        return "there is no text in it";
    }
}
