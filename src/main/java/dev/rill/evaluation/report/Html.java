package dev.rill.evaluation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Text as HTML. Stateless. */
final class Html {

    private Html() {
    }

    /** For text and for attributes in double quotation marks. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** With what is wanted marked where it stands as it is written, in any case. */
    static String marked(String text, List<String> wanted) {
        boolean[] marks = new boolean[text.length()];
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() == text.length()) {
            for (String words : wanted.stream().map(word -> word.toLowerCase(Locale.ROOT))
                    .filter(word -> !word.isEmpty()).toList()) {
                for (int at = lower.indexOf(words); at >= 0; at = lower.indexOf(words, at + words.length())) {
                    Arrays.fill(marks, at, at + words.length(), true);
                }
            }
        }
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = from;
            while (to < text.length() && marks[to] == marks[from]) {
                to++;
            }
            String part = escaped(text.substring(from, to));
            parts.add(marks[from] ? "<mark>" + part + "</mark>" : part);
            from = to;
        }
        return String.join("", parts);
    }
}
