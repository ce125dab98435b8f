package dev.rill.wire;

import dev.rill.stream.Source;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sources that an answer cites, as lines of Markdown behind its text: for clients that show nothing but the text.
 * It is no part of the answer: none is stored with it. Immutable; any thread.
 *
 * @param links where the documents are found; empty: there is no list
 */
public record SourceList(Optional<DocumentLinks> links) {
    /** No client has to know a language for it. */
    private static final String BEGIN = "\n\n---\n\n";
    private static final Pattern LISTED = Pattern.compile("- \\[\\d+] .*");
    private static final String MEANS_SOMETHING = "\\[]<>*`";

    /** @param wanted whether there is a list */
    public static SourceList where(boolean wanted, DocumentLinks links) {
        return new SourceList(wanted ? Optional.of(links) : Optional.empty());
    }

    /** What comes behind the text; empty where it cites nothing. */
    public String of(List<Source> sources) {
        List<Source> cited = sources.stream().filter(source -> source.text().isPresent() && !source.isHidden())
                .toList();
        return links.isEmpty() || cited.isEmpty() ? "" : cited.stream().map(source -> line(source, links.get()))
                .collect(Collectors.joining("\n", BEGIN, "\n"));
    }

    /** The text without what {@link #of} has put behind it: clients send back what they were told. */
    public static String without(String text) {
        int begin = text.lastIndexOf(BEGIN);
        return begin >= 0 && text.substring(begin + BEGIN.length()).lines().allMatch(LISTED.asMatchPredicate())
                ? text.substring(0, begin) : text;
    }

    private static String line(Source source, DocumentLinks links) {
        String name = plain(source.title().isEmpty() ? source.path() : source.title());
        String place = plain(source.place().words());
        return "- [" + source.id() + "] " + links.toFile(source).map(address -> "[" + name + "](" + address + ")")
                .orElse(name) + (place.isEmpty() ? "" : ", " + place);
    }

    /** On one line, and nothing of it means something in Markdown. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (MEANS_SOMETHING.indexOf(c) >= 0) {
                plain.append('\\');
            }
            plain.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
        });
        return plain.toString().strip();
    }
}
