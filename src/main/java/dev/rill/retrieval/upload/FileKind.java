package dev.rill.retrieval.upload;

import dev.rill.retrieval.document.format.DocumentType;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * As what a file is read, by its content where its name says nothing or something else. It looks at the beginning and
 * the end, and takes nothing apart: what is broken or hostile is found where files are read.
 */
sealed interface FileKind {
    /** @param name of the file, with an ending that tells its type */
    record Known(String name) implements FileKind {
        /** Without the name. */
        @Override
        public String toString() {
            return "Known[]";
        }
    }

    /** @param reason completes "it …" */
    record Unread(String reason) implements FileKind {
    }

    /** Bytes at either end. */
    int LOOKED_AT = 64 * 1024;
    int PDF_WITHIN = 1024;

    /** What is neither text nor read, by how it begins (in ISO 8859-1). */
    Map<String, String> OTHERS = Map.of("\u0089PNG", "a picture", "\u00ff\u00d8\u00ff", "a picture",
            "GIF8", "a picture", "\u001f\u008b", "an archive", "7z\u00bc\u00af", "an archive", "Rar!", "an archive",
            "\u007fELF", "a program", "MZ", "a program", "\u00d0\u00cf\u0011\u00e0",
            "a file of an older office program");

    /**
     * @param name as the file is called
     * @param file that lies still
     */
    static FileKind of(String name, File file) throws IOException {
        String head;
        String tail;
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            head = read(in, 0);
            tail = read(in, Math.max(0, in.length() - LOOKED_AT));
        }
        if (head.isEmpty()) {
            return new Unread("it is empty");
        }
        Optional<DocumentType> named = DocumentType.named(name) ? DocumentType.of(name) : Optional.empty();
        Optional<String> ending = ending(head, tail);
        if (ending.isPresent()) {
            boolean same = named.isPresent() && named.equals(DocumentType.of("x" + ending.get()));
            boolean office = named.filter(DocumentType::extracted).isPresent() && head.startsWith("PK");
            return new Known(same || office ? name : name + ending.get());
        }
        if (named.filter(DocumentType::extracted).isPresent()) {
            return new Known(name);
        }
        Optional<String> other = OTHERS.entrySet().stream().filter(known -> head.startsWith(known.getKey()))
                .map(Map.Entry::getValue).findFirst();
        if (other.isPresent() || head.startsWith("PK\3\4") || !text(head)) {
            return new Unread("it is " + other.orElse(head.startsWith("PK") ? "an archive" : "no text")
                    + ", and such files are not read");
        }
        return new Known(named.isPresent() || !DocumentType.named(name) ? name
                : name + (markup(head) ? ".html" : ".txt"));
    }

    private static String read(RandomAccessFile in, long from) throws IOException {
        in.seek(from);
        byte[] bytes = new byte[(int) Math.min(LOOKED_AT, in.length() - from)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Of a file that begins as no text does. */
    private static Optional<String> ending(String head, String tail) {
        if (head.substring(0, Math.min(PDF_WITHIN, head.length())).contains("%PDF-")) {
            return Optional.of(".pdf");
        }
        if (head.startsWith("{\\rtf")) {
            return Optional.of(".rtf");
        }
        if (!head.startsWith("PK\3\4")) {
            return Optional.empty();
        }
        String all = head + tail;
        return Map.of("word/document", ".docx", "xl/workbook", ".xlsx", "ppt/presentation", ".pptx",
                "application/epub+zip", ".epub", "oasis.opendocument.text", ".odt", "oasis.opendocument.spreadsheet",
                ".ods", "oasis.opendocument.presentation", ".odp").entrySet().stream()
                .filter(known -> all.contains(known.getKey())).map(Map.Entry::getValue).findFirst();
    }

    /** What has bytes that no text has is none, unless two make a character of it. */
    private static boolean text(String head) {
        if (head.startsWith("\u00ff\u00fe") || head.startsWith("\u00fe\u00ff")) {
            return true;
        }
        long zeros = head.chars().filter(c -> c == 0).count();
        long controls = head.chars().filter(c -> c < ' ' && c != 0 && "\t\n\r\f\u001b\b".indexOf(c) < 0).count();
        return controls * 100 <= head.length() && (zeros == 0 || zeros * 4 > head.length() && controls == 0);
    }

    private static boolean markup(String head) {
        String begin = head.stripLeading().toLowerCase(Locale.ROOT);
        return begin.startsWith("<!doctype html") || begin.startsWith("<html");
    }
}
