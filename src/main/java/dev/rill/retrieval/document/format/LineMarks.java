package dev.rill.retrieval.document.format;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a language of marks writes titles, headings and code, each in a line of its own. Immutable.
 *
 * @param title   its first group is the document's title
 * @param heading has one group for the mark and one for the label
 * @param marks   what the mark of each level is, from the first; empty where its length is the level
 * @param code    a line that begins code
 * @param codeEnd a line that ends it
 */
record LineMarks(Pattern title, Pattern heading, List<String> marks, Pattern code, Pattern codeEnd) {
    /** <a href="https://orgmode.org/manual/">Org</a>. */
    static final LineMarks ORG = new LineMarks(Pattern.compile("(?i)#\\+title:\\s*(\\S.*)"),
            Pattern.compile("(?<mark>\\*+)\\s+(?:(?:TODO|DONE)\\s+)?(?<label>\\S.*?)(?:\\s+:[\\w@#%:]+:)?\\s*"),
            List.of(),
            Pattern.compile("(?i)\\s*#\\+begin_(?:src|example).*"),
            Pattern.compile("(?i)\\s*#\\+end_(?:src|example).*"));
    /** <a href="https://textile-lang.com/">Textile</a>. */
    static final LineMarks TEXTILE = new LineMarks(Pattern.compile("h1\\.\\s+(\\S.*)"),
            Pattern.compile("(?<mark>h[1-6])(?:[({\\[<>=].*?)?\\.\\s+(?<label>\\S.*)"),
            List.of("h1", "h2", "h3", "h4", "h5", "h6"),
            Pattern.compile("(?:bc|pre)\\.\\..*"), Pattern.compile("p\\..*"));
    /** <a href="https://www.latex-project.org/help/documentation/">LaTeX</a>. */
    static final LineMarks LATEX = new LineMarks(Pattern.compile("\\s*\\\\title(?:\\[[^\\]]*\\])?\\{(.*?)\\}.*"),
            Pattern.compile("\\s*\\\\(?<mark>part|chapter|section|subsection|subsubsection)"
                    + "\\*?(?:\\[[^\\]]*\\])?\\{(?<label>.+?)\\}.*"),
            List.of("part", "chapter", "section", "subsection", "subsubsection"),
            Pattern.compile("\\s*\\\\begin\\{(?:verbatim|lstlisting|minted)\\}.*"),
            Pattern.compile("\\s*\\\\end\\{(?:verbatim|lstlisting|minted)\\}.*"));

    Optional<String> titleIn(String line) {
        Matcher found = title.matcher(line);
        return found.matches() ? Optional.of(found.group(1).strip()) : Optional.empty();
    }

    int level(String mark) {
        return marks.isEmpty() ? mark.length() : marks.indexOf(mark) + 1;
    }
}
