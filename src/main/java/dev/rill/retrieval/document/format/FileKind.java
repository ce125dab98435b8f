package dev.rill.retrieval.document.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * As what a file is read: by its content where its name says nothing or something else, and by its name where the
 * content is text. It looks at the beginning and the end, and takes nothing apart: what is broken or hostile is found
 * where files are read. Any thread.
 */
public sealed interface FileKind {
    /**
     * @param ending  that names of such files usually have
     * @param doubted whether it does not look like the text that its name says, which reading it tells
     */
    record Known(DocumentType type, String ending, boolean doubted) implements FileKind {
        private static Known of(DocumentType type) {
            return new Known(type, type.ending(), false);
        }

        /** The name, with an ending that tells the type. */
        public String named(String name) {
            boolean told = DocumentType.named(name) ? DocumentType.of(name).equals(Optional.of(type))
                    && !DocumentType.older(name) : type == DocumentType.TEXT;
            return told ? name : name + ending;
        }
    }

    /** @param reason completes "it …" */
    record Unread(String reason) implements FileKind {
    }

    /** Bytes at either end. */
    int LOOKED_AT = 64 * 1024;

    /** @param name of the file, or its path */
    static FileKind of(String name, byte[] content) {
        return of(name, latin(content, 0), latin(content, Math.max(0, content.length - LOOKED_AT)));
    }

    /** @param file that lies still; closed by whoever opened it */
    static FileKind of(String name, SeekableByteChannel file) throws IOException {
        return of(name, read(file, 0), read(file, Math.max(0, file.size() - LOOKED_AT)));
    }

    private static FileKind of(String name, String head, String tail) {
        Optional<DocumentType> named = DocumentType.named(name) ? DocumentType.of(name) : Optional.empty();
        boolean text = FileSigns.text(head);
        if (FileSigns.pdf(head, named.equals(Optional.of(DocumentType.PDF)) || !text)) {
            return Known.of(DocumentType.PDF);
        }
        if (head.startsWith("{\\rtf")) {
            return Known.of(DocumentType.RICH_TEXT);
        }
        if (FileSigns.archive(head)) {
            Optional<FileKind> office = FileSigns.office(head, tail)
                    .map(ending -> new Known(DocumentType.of(ending).orElseThrow(), ending, false));
            return office.or(() -> named.filter(DocumentType::packed).map(Known::of))
                    .orElse(FileSigns.unread("an archive"));
        }
        // what is encrypted lies in a compound file too, as its extractor tells
        boolean encrypted = FileSigns.compound(head) && !DocumentType.older(name)
                && named.filter(DocumentType::packed).isPresent();
        Optional<String> other = FileSigns.other(head, text);
        if (other.isPresent() && !encrypted) {
            return FileSigns.unread(other.get());
        }
        if (text && (named.isEmpty() || DocumentType.older(name))) {
            return unnamed(name, head);
        }
        if (named.isEmpty()) {
            return FileSigns.unread("no text");
        }
        DocumentType type = named.get();
        return text && type.mayBePage() && FileSigns.page(head) ? Known.of(DocumentType.HTML)
                : new Known(type, type.ending(), !text && !type.extracted());
    }

    /** Text whose name does not tell what it is. */
    private static FileKind unnamed(String name, String head) {
        if (head.isEmpty()) {
            return new Unread("it is empty");
        }
        if (FileSigns.page(head) || DocumentType.older(name) && FileSigns.table(head)) {
            return Known.of(DocumentType.HTML);
        }
        if (!DocumentType.older(name)) {
            return head.startsWith("-----BEGIN ") && !DocumentType.named(name)
                    ? FileSigns.unread("a key or a certificate") : Known.of(DocumentType.TEXT);
        }
        if (FileSigns.message(head)) {
            return Known.of(DocumentType.MAIL);
        }
        return Known.of(head.startsWith("<?xml") ? DocumentType.CODE
                : DocumentType.of(name).equals(Optional.of(DocumentType.SHEETS)) ? DocumentType.VALUES
                : DocumentType.TEXT);
    }

    private static String read(SeekableByteChannel file, long from) throws IOException {
        file.position(from);
        ByteBuffer bytes = ByteBuffer.allocate(LOOKED_AT);
        int read = 0;
        while (read >= 0 && bytes.hasRemaining()) {
            read = file.read(bytes);
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    private static String latin(byte[] content, int from) {
        return new String(content, from, Math.min(LOOKED_AT, content.length - from), StandardCharsets.ISO_8859_1);
    }
}
