package dev.rill.words;

import dev.rill.words.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of letters, digits and the marks that join them: whole, then by its parts, these likewise. It is parted first
 * where its marks part it most: an address at its slashes, a file's name at its dot, {@code no-cache} at its hyphen,
 * {@code readNBytes} where small letters and capitals meet. However it is joined, a whole is the same:
 * {@code max_streams}, {@code max-streams} and {@code maxStreams} are {@code maxstreams}. A version has no
 * {@code v}. One use, one thread.
 */
final class Compound {
    /** Where a run is parted, the strongest marks first; what has none of them is parted by its letters. */
    private static final String[] LEVELS = {"/\\:@#+$%~=&,", ".", "_-"};
    private static final Pattern VERSION = Pattern.compile("[vV]?(\\d+(?:\\.\\d+)+)(?![\\d.]*\\d)");
    private static final int LONGEST_WHOLE = 80;

    private record Range(int start, int end) {
    }

    private final String text;
    private final int lead;
    private final int start;
    private final int end;
    private final List<Token> tokens;

    /** @param lead where marks that belong to it begin; its start where there are none */
    Compound(String text, int lead, int start, int end, List<Token> tokens) {
        this.text = text;
        this.lead = lead;
        this.start = start;
        this.end = end;
        this.tokens = tokens;
    }

    void add() {
        int word = end;
        while (!Scripts.wordly(text.codePointBefore(word))) {
            word--;
        }
        boolean marked = lead < start || word < end;
        if (marked) {
            whole(lead, end, lower(lead, end));
        }
        add(start, word, 0, !marked);
    }

    /** @param alone whether it is part of nothing */
    private void add(int from, int to, int level, boolean alone) {
        int at = level;
        List<Range> parts = List.of();
        while (parts.size() < 2 && at < LEVELS.length) {
            parts = split(from, to, LEVELS[at++]);
        }
        if (parts.size() < 2) {
            letters(from, to, alone);
            return;
        }
        whole(from, to, joined(from, to));
        int below = at;
        parts.forEach(part -> add(part.start(), part.end(), below, false));
    }

    private List<Range> split(int from, int to, String marks) {
        List<Range> parts = new ArrayList<>();
        int begin = from;
        for (int i = from; i <= to; i++) {
            if (i == to || marks.indexOf(text.charAt(i)) >= 0) {
                if (hasWord(begin, i)) {
                    parts.add(new Range(begin, i));
                }
                begin = i + 1;
            }
        }
        return parts;
    }

    private boolean hasWord(int from, int to) {
        for (int i = from; i < to; i++) {
            if (Scripts.wordly(text.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    private void letters(int from, int to, boolean alone) {
        List<Range> parts = new ArrayList<>();
        int begin = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || LetterCase.partsBefore(text, i, from, to)) {
                if (hasWord(begin, i)) {
                    parts.add(new Range(begin, i));
                }
                begin = i;
            }
        }
        if (parts.size() > 1) {
            whole(from, to, joined(from, to));
        }
        Kind kind = alone && parts.size() == 1 ? Kind.WORD : Kind.PART;
        parts.forEach(part -> tokens.add(new Token(lower(part.start(), part.end()), part.start(), part.end(), kind)));
    }

    private void whole(int from, int to, String whole) {
        if (whole.length() <= LONGEST_WHOLE) {
            tokens.add(new Token(whole, from, to, Kind.WHOLE));
        }
    }

    private String joined(int from, int to) {
        Matcher version = VERSION.matcher(text).region(from, to);
        if (version.matches()) {
            return version.group(1);
        }
        StringBuilder joined = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean hyphen = LEVELS[2].indexOf(c) >= 0 || c == ',';
            boolean numbers = i > from && i + 1 < to && Character.isDigit(text.charAt(i - 1))
                    && Character.isDigit(text.charAt(i + 1));
            if (!hyphen || numbers && c != ',') {
                joined.append(c == '\\' ? '/' : c);
            }
        }
        return joined.toString().toLowerCase(Locale.ROOT);
    }

    private String lower(int from, int to) {
        return text.substring(from, to).toLowerCase(Locale.ROOT);
    }
}
