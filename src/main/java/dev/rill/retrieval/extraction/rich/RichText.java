package dev.rill.retrieval.extraction.rich;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.Extractor;
import dev.rill.retrieval.document.UnreadableDocumentException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of Rich Text Format 1.9.1: paragraphs, headings by their level in the outline, rows of tables. One file. */
public final class RichText implements Extractor {
    /** What stands in a group of these is not the document's text. */
    private static final Set<String> UNSEEN = Set.of("fonttbl", "colortbl", "info", "pict", "object",
            "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "fldinst",
            "themedata", "datastore", "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl",
            "latentstyles", "nonshppict", "revtbl");
    private static final int NONE = -1;
    private static final Pattern HEADING = Pattern.compile("(?i)\\s*heading ([1-9])\\s*;?\\s*");
    private static final int DEEPEST_GROUP = 10_000;

    /** What ends with a group. */
    private record Group(boolean seen, int skipped, boolean styles) {
    }

    private final Deque<Group> groups = new ArrayDeque<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringBuilder words = new StringBuilder();
    private final List<String> row = new ArrayList<>();
    private Charset charset = Charset.forName("windows-1252");
    private Group group = new Group(true, 1, false);
    private int toSkip;
    private int outline = NONE;
    /** The level in the outline of each style that has one, or is called a heading. */
    private final Map<Integer, Integer> outlines = new HashMap<>();
    private final StringBuilder styleName = new StringBuilder();
    private int style = NONE;
    private boolean inTable;
    private boolean headed;

    @Override
    public void extract(byte[] content, ExtractedText text) throws UnreadableDocumentException {
        if (!new String(content, 0, Math.min(5, content.length), StandardCharsets.ISO_8859_1).equals("{\\rtf")) {
            throw new UnreadableDocumentException("it is not what its name says: it is no Rich Text");
        }
        int at = 0;
        while (at < content.length) {
            int c = content[at] & 0xFF;
            at++;
            switch (c) {
                case '{' -> open();
                case '}' -> close();
                case '\\' -> at = control(content, at, text);
                case '\r', '\n' -> { }
                default -> say(c);
            }
        }
        endParagraph(text);
    }

    private void open() throws UnreadableDocumentException {
        groups.push(group);
        if (groups.size() > DEEPEST_GROUP) {
            throw new UnreadableDocumentException("it is nested too deeply");
        }
    }

    private void close() {
        decode();
        if (group.styles()) {
            Matcher heading = HEADING.matcher(styleName);
            if (heading.matches()) {
                outlines.putIfAbsent(style, Integer.parseInt(heading.group(1)) - 1);
            }
            styleName.setLength(0);
        }
        group = groups.isEmpty() ? group : groups.pop();
        toSkip = 0;
    }

    private void say(int c) {
        if (toSkip > 0) {
            toSkip--;
        } else if (group.seen()) {
            bytes.write(c);
        } else if (group.styles()) {
            styleName.append((char) c);
        }
    }

    private void say(String said) {
        decode();
        if (group.seen()) {
            words.append(said);
        }
    }

    private void decode() {
        if (bytes.size() > 0) {
            words.append(bytes.toString(charset));
            bytes.reset();
        }
    }

    /** @param at after the backslash @return after what belongs to it */
    private int control(byte[] content, int at, ExtractedText text) throws UnreadableDocumentException {
        if (at >= content.length) {
            return at;
        }
        int c = content[at];
        if (c == '\'') {
            int end = Math.min(at + 3, content.length);
            try {
                say(Integer.parseInt(new String(content, at + 1, end - at - 1, StandardCharsets.ISO_8859_1), 16));
            } catch (NumberFormatException e) {
                say('?');
            }
            return end;
        }
        if (c == '*') {
            group = unseen(group.styles());
            return at + 1;
        }
        if (!letter(c)) {
            switch (c) {
                case '\\', '{', '}' -> say(c);
                case '~' -> say(" ");
                case '_' -> say("-");
                case '\r', '\n' -> word("par", 1, text);
                default -> { }
            }
            return at + 1;
        }
        int end = at;
        while (end < content.length && letter(content[end])) {
            end++;
        }
        String name = new String(content, at, end - at, StandardCharsets.ISO_8859_1);
        int number = end;
        if (end < content.length && content[end] == '-') {
            end++;
        }
        while (end < content.length && content[end] >= '0' && content[end] <= '9' && end - number < 10) {
            end++;
        }
        String digits = new String(content, number, end - number, StandardCharsets.ISO_8859_1);
        int value = digits.matches("-?\\d{1,9}") ? Integer.parseInt(digits) : 1;
        int next = end < content.length && content[end] == ' ' ? end + 1 : end;
        if (name.equals("bin")) {
            return (int) Math.min(content.length, next + (long) Math.max(0, value));
        }
        word(name, value, text);
        return next;
    }

    private static boolean letter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private void word(String name, int value, ExtractedText text) throws UnreadableDocumentException {
        switch (name) {
            case "par", "sect", "page" -> {
                decode();
                if (inTable) {
                    words.append(' ');
                } else {
                    endParagraph(text);
                }
            }
            case "pard" -> {
                outline = NONE;
                inTable = false;
            }
            case "intbl" -> inTable = true;
            case "outlinelevel" -> {
                if (group.styles()) {
                    outlines.put(style, value);
                } else {
                    outline = value;
                }
            }
            case "s" -> {
                style = value;
                outline = group.styles() ? NONE : outlines.getOrDefault(value, NONE);
            }
            case "stylesheet" -> group = unseen(true);
            case "cell" -> {
                decode();
                row.add(words.toString());
                words.setLength(0);
            }
            case "row" -> endRow(text);
            case "tab", "line" -> say(" ");
            case "emdash" -> say("\u2014");
            case "endash" -> say("\u2013");
            case "lquote" -> say("\u2018");
            case "rquote" -> say("\u2019");
            case "ldblquote" -> say("\u201C");
            case "rdblquote" -> say("\u201D");
            case "bullet" -> say("\u2022 ");
            case "ansicpg" -> charset = charset(value);
            case "uc" -> group = new Group(group.seen(), Math.clamp(value, 0, 100), group.styles());
            case "u" -> {
                say(Character.toString((char) value));
                toSkip = group.skipped();
            }
            default -> {
                if (UNSEEN.contains(name)) {
                    group = unseen(group.styles());
                }
            }
        }
    }

    private Group unseen(boolean styles) {
        return new Group(false, group.skipped(), styles);
    }

    private static Charset charset(int page) {
        String name = page == 65001 ? "UTF-8" : page == 932 ? "windows-31j" : page == 936 ? "GBK" : "windows-" + page;
        return Charset.isSupported(name) ? Charset.forName(name) : Charset.forName("windows-1252");
    }

    private void endParagraph(ExtractedText text) throws UnreadableDocumentException {
        decode();
        String said = words.toString();
        words.setLength(0);
        headed = false;
        if (outline >= 0 && outline < 9) {
            text.heading(outline + 1, said);
        } else if (!said.isBlank()) {
            text.paragraph(said);
        }
    }

    private void endRow(ExtractedText text) throws UnreadableDocumentException {
        if (row.stream().anyMatch(cell -> !cell.isBlank())) {
            text.row(row, headed);
            headed = true;
        }
        row.clear();
    }
}
