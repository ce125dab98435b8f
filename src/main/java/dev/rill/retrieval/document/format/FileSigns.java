package dev.rill.retrieval.document.format;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What files of a kind begin with, or hold where they end; all in ISO 8859-1. */
final class FileSigns {
    private static final int PDF_WITHIN = 1024;
    private static final int MOST_ZEROS = 100;
    private static final String COMPOUND = "\u00d0\u00cf\u0011\u00e0";

    /** What is not read, by how it begins. */
    private static final Map<String, String> OTHERS = Map.ofEntries(Map.entry("\u0089PNG", "a picture"),
            Map.entry("\u00ff\u00d8\u00ff", "a picture"), Map.entry("GIF8", "a picture"),
            Map.entry("BM", "a picture"), Map.entry("II*\0", "a picture"), Map.entry("MM\0*", "a picture"),
            Map.entry("\u001f\u008b", "an archive"), Map.entry("7z\u00bc\u00af", "an archive"),
            Map.entry("Rar!", "an archive"), Map.entry("BZh", "an archive"), Map.entry("\u00fd7zXZ", "an archive"),
            Map.entry("(\u00b5/\u00fd", "an archive"), Map.entry("RIFF", "a picture, a sound or a film"),
            Map.entry("ID3", "a sound"), Map.entry("OggS", "a sound or a film"), Map.entry("fLaC", "a sound"),
            Map.entry("\u001aE\u00df\u00a3", "a film"), Map.entry("AT&TFORM", "a scan in DjVu"),
            Map.entry("\u007fELF", "a program"), Map.entry("MZ", "a program"),
            Map.entry("\u00ca\u00fe\u00ba\u00be", "a program"), Map.entry("SQLite format 3\0", "a database"),
            Map.entry(COMPOUND, "a file of an older office program"));

    /** Parts of an archive by their names, as the directory at its end has them. */
    private static final Pattern PART =
            Pattern.compile("PK\u0001\u0002.{42}(word/document|xl/workbook|ppt/presentation|META-INF/container)"
                    + "\\d*\\.xml", Pattern.DOTALL);
    private static final Pattern PAGE = Pattern.compile("(\u00ef\u00bb\u00bf)?\\s*+(<\\?xml[^>]*+>\\s*+)?"
            + "((?><!--.*?-->)\\s*+){0,5}+<(!doctype\\s++html|html)[\\s>]", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLE = Pattern.compile("\\s*+<(table|meta|head|body|div|style)[\\s>]",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FIELD = Pattern.compile("[A-Za-z-]{1,40}:\\s");
    private static final Pattern VERSION = Pattern.compile("^MIME-Version:", Pattern.CASE_INSENSITIVE
            | Pattern.MULTILINE);

    private FileSigns() {
    }

    static FileKind unread(String what) {
        return new FileKind.Unread("it is " + what + ", and such files are not read");
    }

    /** @param loosely whether something may stand before it, as readers allow */
    static boolean pdf(String head, boolean loosely) {
        return head.startsWith("%PDF-")
                || loosely && head.substring(0, Math.min(PDF_WITHIN, head.length())).contains("%PDF-");
    }

    static boolean archive(String head) {
        return head.startsWith("PK\3\4");
    }

    /** What office files were before they were archives, and what encrypted ones are in. */
    static boolean compound(String head) {
        return head.startsWith(COMPOUND);
    }

    /** The usual ending of the document that an archive is, where it is one. */
    static Optional<String> office(String head, String tail) {
        if (head.startsWith("mimetype", 30)) {
            return Map.of("application/epub+zip", ".epub", "application/vnd.oasis.opendocument.text", ".odt",
                    "application/vnd.oasis.opendocument.spreadsheet", ".ods",
                    "application/vnd.oasis.opendocument.presentation", ".odp").entrySet().stream()
                    .filter(known -> head.startsWith(known.getKey(), 38)).map(Map.Entry::getValue).findFirst();
        }
        Matcher part = PART.matcher(directory(tail));
        return !part.find() ? Optional.empty() : Optional.of(switch (part.group(1)) {
            case "word/document" -> ".docx";
            case "xl/workbook" -> ".xlsx";
            case "ppt/presentation" -> ".pptx";
            case "META-INF/container" -> ".epub";
            default -> throw new IllegalStateException(part.group(1));
        });
    }

    /** Of the archive itself, not of one that is stored in it. */
    private static String directory(String tail) {
        int end = tail.lastIndexOf("PK\5\6");
        if (end < 0 || end + 16 > tail.length()) {
            return "";
        }
        long bytes = 0;
        for (int i = 15; i >= 12; i--) {
            bytes = bytes << 8 | tail.charAt(end + i);
        }
        return tail.substring((int) Math.max(0, end - bytes), end);
    }

    /** @param text whether it may be text that begins with the same letters */
    static Optional<String> other(String head, boolean text) {
        if (!text && head.startsWith("ftyp", 4)) {
            return Optional.of("a film or a picture");
        }
        return OTHERS.entrySet().stream().filter(known -> head.startsWith(known.getKey()))
                .filter(known -> !text || known.getKey().chars().anyMatch(c -> c < ' ' || c > '~'))
                .map(Map.Entry::getValue).findFirst();
    }

    /** What has bytes that no text has is none, unless two make a character of it. */
    static boolean text(String head) {
        boolean marked = head.startsWith("\u00ff\u00fe") || head.startsWith("\u00fe\u00ff");
        long zeros = head.chars().filter(c -> c == 0).count();
        long controls = head.chars().filter(c -> c < ' ' && c != 0 && "\t\n\r\f\u001b\b".indexOf(c) < 0).count();
        return marked ? doubleZeros(head) * MOST_ZEROS <= head.length() : (controls + zeros) * 100 <= head.length()
                || controls == 0 && zeros * 4 > head.length() && doubleZeros(head) * MOST_ZEROS <= head.length();
    }

    /** Characters of two bytes that are none: of text there are hardly any, and of an empty disk nothing else. */
    private static long doubleZeros(String head) {
        return IntStream.range(0, head.length() / 2)
                .filter(i -> head.charAt(2 * i) == 0 && head.charAt(2 * i + 1) == 0).count();
    }

    static boolean page(String head) {
        return PAGE.matcher(head).lookingAt();
    }

    /** A piece of a page, as programs export it for others that take it for theirs. */
    static boolean table(String head) {
        return TABLE.matcher(head).lookingAt();
    }

    /** A page with its pictures in one message, as programs export it. */
    static boolean message(String head) {
        return FIELD.matcher(head).lookingAt()
                && VERSION.matcher(head.substring(0, Math.min(PDF_WITHIN, head.length()))).find();
    }
}
