package dev.rill.model;

import dev.rill.model.Extract.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Takes an excerpt of a Markdown document apart. One excerpt, one thread. */
final class ExcerptReader {
    /** A list or table larger than this is taken by its items or rows. */
    static final int LARGEST_WHOLE = 700;
    private static final int LARGEST_ANNOUNCED = 1_600;
    private static final Pattern FENCE = Pattern.compile("\\s*(?:>\\s*)*(```+|~~~+)(.*)");
    private static final Pattern HEADING = Pattern.compile("\\s{0,3}#{1,6}\\s+(.*?)\\s*#*\\s*");
    private static final Pattern ITEM = Pattern.compile("[\\s>]*(?:[-*+]|\\d{1,9}[.)])\\s+.*");
    private static final Pattern QUOTE = Pattern.compile("^(?:\\s{0,3}>\\s?)+");
    private static final Pattern UNDERLINE = Pattern.compile("\\s{0,3}(?:={3,}|-{3,})\\s*");
    private static final Pattern DELIMITERS =
            Pattern.compile("\\s*(?=.*\\|)\\|?\\s*:?-+:?\\s*(?:\\|\\s*:?-+:?\\s*)*\\|?\\s*");
    private static final Pattern RULE = Pattern.compile("\\s{0,3}(?:[-*_=]\\s*){3,}");

    private final int excerpt;
    private final String[] lines;
    /** The lines without the marks of block quotes, by which they are told apart. */
    private final String[] bare;
    private final List<Extract> extracts = new ArrayList<>();
    private String heading = "";
    private int line;
    private int block;

    private ExcerptReader(int excerpt, String text) {
        this.excerpt = excerpt;
        this.lines = text.split("\n", -1);
        this.bare = lines.clone();
        Arrays.setAll(bare, i -> QUOTE.matcher(lines[i]).replaceFirst(""));
    }

    static List<Extract> read(int excerpt, String text) {
        return new ExcerptReader(excerpt, text).read();
    }

    private List<Extract> read() {
        if (beginsInCode()) {
            code(0);
        }
        while (line < lines.length) {
            String current = bare[line];
            if (current.isBlank() || RULE.matcher(current).matches()) {
                line++;
            } else if (HEADING.matcher(current).matches()) {
                heading = HEADING.matcher(current).replaceFirst("$1");
                line++;
            } else if (line + 1 < bare.length && UNDERLINE.matcher(bare[line + 1]).matches()) {
                heading = current.strip();
                line += 2;
            } else if (FENCE.matcher(current).matches()) {
                code(line + 1);
            } else if (row(current) || beginsTable(line)) {
                table();
            } else if (ITEM.matcher(current).matches()) {
                list();
            } else {
                paragraph();
            }
        }
        return extracts;
    }

    /** An excerpt may be cut out of a long code block: then its first fence closes, and bears no language. */
    private boolean beginsInCode() {
        int fences = 0;
        boolean firstOpens = false;
        for (String current : bare) {
            var fence = FENCE.matcher(current);
            if (fence.matches()) {
                firstOpens |= fences++ == 0 && !fence.group(2).isBlank();
            }
        }
        return fences % 2 == 1 && !firstOpens && !FENCE.matcher(bare[0]).matches();
    }

    private void code(int from) {
        int end = from;
        while (end < lines.length && !FENCE.matcher(bare[end]).matches()) {
            end++;
        }
        block(Kind.CODE, line, Math.min(end, lines.length - 1));
    }

    private static boolean row(String text) {
        String row = text.strip();
        return row.startsWith("|") && row.length() > 1 || row.matches(":?-{3,}:?(\\s*\\|\\s*:?-+:?)+");
    }

    /** Its rows need not begin with a bar. */
    private boolean beginsTable(int at) {
        return at + 1 < lines.length && bare[at].indexOf('|') > 0 && DELIMITERS.matcher(bare[at + 1]).matches();
    }

    private void table() {
        int from = line;
        int to = line;
        boolean barred = row(bare[from]);
        while (to + 1 < lines.length && (row(bare[to + 1]) || !barred && bare[to + 1].indexOf('|') > 0)) {
            to++;
        }
        boolean headed = to > from && DELIMITERS.matcher(bare[from + 1]).matches();
        if (length(from, to) <= LARGEST_WHOLE) {
            if (headed) {
                block(Kind.TABLE, from, to);
            } else {
                extract(Kind.TABLE, text(from, to), emptyHead(bare[from]));
                line = to + 1;
            }
            return;
        }
        for (int row = headed ? from + 2 : from; row <= to; row++) {
            if (bare[row].chars().anyMatch(Character::isLetterOrDigit)) {
                extract(Kind.TABLE, text(row, row), headed ? text(from, from + 1) : emptyHead(bare[row]));
            }
        }
        line = to + 1;
    }

    /** Without a head rows are no table (GFM); an excerpt may begin below it. */
    private static String emptyHead(String row) {
        int cells = Math.max(1, (int) row.strip().replace("\\|", "").chars().filter(c -> c == '|').count() - 1);
        return "| ".repeat(cells) + "|\n" + "|---".repeat(cells) + "|";
    }

    private void list() {
        int from = line;
        int to = from;
        while (to + 1 < lines.length && continuesList(to + 1)) {
            to++;
        }
        while (bare[to].isBlank()) {
            to--;
        }
        if (length(from, to) <= LARGEST_WHOLE) {
            block(Kind.LIST, from, to);
            return;
        }
        int item = from;
        for (int next = from + 1; next <= to + 1; next++) {
            if (next > to || ITEM.matcher(bare[next]).matches() && !inFence(item, next)) {
                add(Kind.LIST, item, next - 1);
                item = next;
            }
        }
        line = to + 1;
    }

    private boolean continuesList(int at) {
        String text = bare[at];
        if (text.isBlank()) {
            return at + 1 < lines.length && (ITEM.matcher(bare[at + 1]).matches() || bare[at + 1].startsWith("  "));
        }
        return ITEM.matcher(text).matches() || Character.isWhitespace(text.charAt(0))
                || !bare[at - 1].isBlank() && !HEADING.matcher(text).matches() && !row(text)
                && !FENCE.matcher(text).matches();
    }

    private boolean inFence(int from, int to) {
        int fences = 0;
        for (int i = from; i < to; i++) {
            fences += FENCE.matcher(bare[i]).matches() ? 1 : 0;
        }
        return fences % 2 == 1;
    }

    private void paragraph() {
        block++;
        int from = line;
        while (line < lines.length && !bare[line].isBlank() && !HEADING.matcher(bare[line]).matches()
                && !FENCE.matcher(bare[line]).matches() && !row(bare[line]) && !beginsTable(line)
                && (line == from || !ITEM.matcher(bare[line]).matches())) {
            line++;
        }
        for (String sentence : Sentences.of(text(from, line - 1))) {
            extract(Kind.SENTENCE, sentence, "");
        }
    }

    /** With the sentence before it, where that ends in a colon. */
    private void block(Kind kind, int from, int to) {
        Extract before = extracts.isEmpty() ? null : extracts.getLast();
        boolean announced = before != null && before.heading().equals(heading)
                && before.text().length() + length(from, to) <= LARGEST_ANNOUNCED
                && (before.text().endsWith(":") || kind == Kind.CODE && before.kind() == Kind.CODE);
        if (!announced) {
            add(kind, from, to);
            return;
        }
        int blank = from;
        while (blank > 0 && bare[blank - 1].isBlank()) {
            blank--;
        }
        extracts.set(extracts.size() - 1, new Extract(excerpt, before.place(), before.block(), kind, heading,
                before.text() + "\n".repeat(from - blank + 1) + text(from, to), ""));
        line = to + 1;
    }

    private void extract(Kind kind, String text, String header) {
        extracts.add(new Extract(excerpt, extracts.size(), block, kind, heading, text, header));
    }

    private void add(Kind kind, int from, int to) {
        extract(kind, text(from, to), "");
        line = to + 1;
    }

    private int length(int from, int to) {
        return text(from, to).length();
    }

    private String text(int from, int to) {
        return String.join("\n", List.of(lines).subList(from, to + 1)).stripTrailing();
    }
}
