package dev.rill.retrieval.extraction.mail;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.Extractor;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail message (RFC 5322): who wrote to whom, when and about what, its text, and how its attachments are called.
 * One file.
 */
public final class MailText implements Extractor {
    private static final List<String> FIELDS = List.of("From", "To", "Cc", "Date");
    private static final int DEEPEST = 20;

    @Override
    public void extract(byte[] content, ExtractedText text) throws UnreadableDocumentException {
        MailPart message = MailPart.of(content);
        if (message.field("from").isEmpty() && message.field("subject").isEmpty()) {
            throw new UnreadableDocumentException("it is not what its name says: it is no message");
        }
        text.title(message.field("subject").orElse(""));
        StringBuilder head = new StringBuilder();
        for (String field : FIELDS) {
            message.field(field.toLowerCase(Locale.ROOT))
                    .ifPresent(value -> head.append(field).append(": ").append(value).append('\n'));
        }
        text.paragraph(head.toString());
        tell(message, text, 0);
    }

    private static void tell(MailPart part, ExtractedText text, int depth) throws UnreadableDocumentException {
        Optional<String> name = part.parameter("content-disposition", "filename").or(
                () -> part.parameter("content-type", "name"));
        if (depth > DEEPEST) {
            throw new UnreadableDocumentException("it is nested too deeply");
        }
        if (part.attached() || !part.type().startsWith("text/") && name.isPresent()) {
            text.paragraph("Attachment: " + name.orElse(part.type()));
        } else if (part.type().equals("multipart/alternative")) {
            List<MailPart> ways = part.parts();
            Optional<MailPart> plain = ways.stream().filter(way -> way.type().equals("text/plain")).findFirst();
            if (plain.isPresent()) {
                tell(plain.get(), text, depth + 1);
            } else if (!ways.isEmpty()) {
                tell(ways.getLast(), text, depth + 1);
            }
        } else if (part.type().startsWith("multipart/")) {
            for (MailPart inner : part.parts()) {
                tell(inner, text, depth + 1);
            }
        } else if (part.type().equals("text/html")) {
            String page = new String(part.content(), part.charset());
            text.append(DocumentType.HTML.parser().parse(("\uFEFF" + page).getBytes(StandardCharsets.UTF_8)));
        } else if (part.type().startsWith("text/")) {
            paragraphs(new String(part.content(), part.charset()), text);
        }
    }

    private static void paragraphs(String body, ExtractedText text) throws UnreadableDocumentException {
        for (String paragraph : body.replace("\r\n", "\n").split("\n[ \t]*\n+")) {
            if (!paragraph.isBlank()) {
                text.paragraph(paragraph);
            }
        }
    }
}
