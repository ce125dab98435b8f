package dev.rill.retrieval.extraction;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.Extractor;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import dev.rill.retrieval.extraction.mail.MailText;
import dev.rill.retrieval.extraction.notebook.NotebookText;
import dev.rill.retrieval.extraction.office.EpubText;
import dev.rill.retrieval.extraction.office.OpenDocumentText;
import dev.rill.retrieval.extraction.office.SheetsText;
import dev.rill.retrieval.extraction.office.SlidesText;
import dev.rill.retrieval.extraction.office.WordText;
import dev.rill.retrieval.extraction.pdf.PagePicture;
import dev.rill.retrieval.extraction.pdf.PdfText;
import dev.rill.retrieval.extraction.rich.RichText;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;

/**
 * What runs in the process that takes text out of files, and draws pages of them: answers one question after the other,
 * until nobody asks any more or whoever started it has ended. Its output is its answers and nothing else.
 */
public final class ExtractionMain {
    private ExtractionMain() {
    }

    public static void main(String[] arguments) throws IOException {
        DataInputStream questions = new DataInputStream(new FileInputStream(FileDescriptor.in));
        DataOutputStream answers =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(System.err);
        goFirst();
        LowPriority.take();
        LogManager.getLogManager().reset();
        ProcessHandle.current().parent().ifPresent(parent ->
                parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
        for (int kind = questions.read(); kind >= 0; kind = questions.read()) {
            answer(ExtractionQuestion.read(kind, questions), answers);
        }
    }

    /** Where a machine runs out of memory, Linux ends this process before the server. */
    private static void goFirst() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException e) {
            // another system
        }
    }

    private static void answer(ExtractionQuestion question, DataOutputStream answers) throws IOException {
        int mark = ExtractionProcess.ANSWERED;
        byte[] bytes = {};
        String answer = "";
        try {
            bytes = switch (question) {
                case ExtractionQuestion.Text text -> text(text).getBytes(StandardCharsets.UTF_8);
                case ExtractionQuestion.Picture picture ->
                        PagePicture.of(picture.content(), picture.page(), picture.marked());
            };
        } catch (UnreadableDocumentException e) {
            mark = ExtractionProcess.UNREADABLE;
            answer = e.getMessage();
        } catch (StackOverflowError e) {
            mark = ExtractionProcess.UNREADABLE;
            answer = "it is nested too deeply";
        } catch (EOFException e) {
            mark = ExtractionProcess.UNREADABLE;
            answer = "it is broken: it ends too early";
        } catch (IOException | RuntimeException e) {
            mark = ExtractionProcess.UNREADABLE;
            answer = "it is broken: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
        if (mark == ExtractionProcess.UNREADABLE) {
            bytes = answer.getBytes(StandardCharsets.UTF_8);
        }
        answers.writeByte(mark);
        answers.writeInt(bytes.length);
        answers.write(bytes);
        answers.flush();
    }

    private static String text(ExtractionQuestion.Text question) throws IOException, UnreadableDocumentException {
        ExtractedText text = new ExtractedText();
        extractor(question.type()).extract(question.content(), text);
        if (text.isEmpty()) {
            throw new UnreadableDocumentException("there is no text in it");
        }
        return text.text();
    }

    private static Extractor extractor(DocumentType type) {
        return switch (type) {
            case PDF -> new PdfText();
            case WORD -> new WordText();
            case SLIDES -> new SlidesText();
            case SHEETS -> new SheetsText();
            case OPEN_DOCUMENT -> new OpenDocumentText();
            case EPUB -> new EpubText();
            case RICH_TEXT -> new RichText();
            case MAIL -> new MailText();
            case NOTEBOOK -> new NotebookText();
            case MARKDOWN, TEXT, ASCIIDOC, HTML, ORG, TEXTILE, LATEX, VALUES,
                    CODE -> throw new IllegalArgumentException(type + " is text itself");
        };
    }
}
