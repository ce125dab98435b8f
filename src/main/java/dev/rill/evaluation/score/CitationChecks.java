package dev.rill.evaluation.score;

import dev.rill.chat.citation.Citations;
import dev.rill.evaluation.score.CheckedCitation.Fault;
import dev.rill.evaluation.target.Target;
import dev.rill.stream.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds the citations of an answer against the documents: the source is there, its lines stand in its document, and
 * what is quoted below the citation, or is a number, code or a quotation in its sentence, stands in them. One answer,
 * one thread.
 */
final class CitationChecks {
    private static final Pattern CITED = Pattern.compile("[\\[【［][^\\[\\]【】［］\\n]{1,60}[\\]】］]");
    private static final Pattern FACT = Pattern.compile("`([^`\\n]{2,})`|\"([^\"\\n]{3,})\"|“([^”\\n]{3,})”"
            + "|«\\s?([^»\\n]{3,}?)\\s?»|„([^“”\\n]{3,})[“”]|「([^」\\n]{2,})」"
            + "|(?<![\\w.,-])(\\d{2,}(?:[.,]\\d+)*|\\d[.,]\\d+)(?!\\w)");
    private static final Pattern NOTHING = Pattern.compile("[\\s|:…-]*|(?:```|~~~).*");
    private static final Pattern END =
            Pattern.compile("(?:[.!?]+(?=[\\s\\[【［\"'”’»)]|$)|[。！？]+)[\"'”’»)]*(?:\\s*" + CITED.pattern() + ")*");
    private static final Pattern QUOTE = Pattern.compile("^\\s*>\\s?");

    private final Target target;
    private final Map<Integer, Source> sources = new HashMap<>();
    private final List<CheckedCitation> checks = new ArrayList<>();

    private CitationChecks(Target target, List<Source> sources) {
        this.target = target;
        sources.forEach(source -> this.sources.put(source.id(), source));
    }

    /** In the order of the answer; a sentence or quotation with two citations has two. */
    static List<CheckedCitation> of(String answer, List<Source> sources, Target target) {
        CitationChecks checks = new CitationChecks(target, sources);
        checks.read(answer);
        return List.copyOf(checks.checks);
    }

    private void read(String answer) {
        String claim = "";
        List<String> quoted = new ArrayList<>();
        for (String line : answer.split("\n", -1)) {
            if (QUOTE.matcher(line).find()) {
                quoted.add(QUOTE.matcher(line).replaceFirst(""));
            } else if (!line.isBlank()) {
                claimed(claim, quoted);
                claim = line;
                quoted = new ArrayList<>();
            }
        }
        claimed(claim, quoted);
    }

    private void claimed(String claim, List<String> quoted) {
        if (quoted.isEmpty()) {
            sentences(claim).forEach(sentence ->
                    check(Citations.in(sentence), facts(sentence), Fault.FACT_NOT_IN_SOURCE));
        } else {
            check(Citations.in(claim), quoted.stream().filter(line -> !NOTHING.matcher(line).matches()).toList(),
                    Fault.QUOTATION_NOT_IN_SOURCE);
        }
    }

    /** What two sources are cited for may stand in either. */
    private void check(Set<Integer> numbers, List<String> stated, Fault untrue) {
        StringBuilder all = new StringBuilder();
        numbers.stream().map(sources::get).filter(source -> source != null)
                .forEach(source -> all.append(text(source).orElse("")).append('\n'));
        boolean holds = stated.stream().allMatch(fact -> QuotedText.holds(all.toString(), fact)
                || fact.startsWith("|") && standsInTable(numbers, fact));
        for (int number : numbers) {
            Source source = sources.get(number);
            Optional<Fault> fault = source == null ? Optional.of(Fault.NO_SUCH_SOURCE)
                    : !standsInDocument(source) ? Optional.of(Fault.NOT_IN_DOCUMENT)
                    : holds ? Optional.empty() : Optional.of(untrue);
            checks.add(new CheckedCitation(number, fault));
        }
    }

    private boolean standsInDocument(Source source) {
        return text(source).filter(text -> target.lines(source.path(), source.fromLine(), source.toLine())
                .filter(lines -> QuotedText.holds(lines, text)).isPresent()).isPresent();
    }

    /** The head of a table may stand above the lines that are cited. */
    private boolean standsInTable(Set<Integer> numbers, String row) {
        return numbers.stream().map(sources::get).filter(source -> source != null)
                .anyMatch(source -> target.lines(source.path(), 1, source.toLine())
                        .filter(lines -> QuotedText.holds(lines, row)).isPresent());
    }

    private Optional<String> text(Source source) {
        return source.text().or(() -> target.lines(source.path(), source.fromLine(), source.toLine()));
    }

    /** A citation stands behind the full stop as often as before it. */
    private static List<String> sentences(String line) {
        List<String> sentences = new ArrayList<>();
        int from = 0;
        for (Matcher end = END.matcher(line); end.find(); from = end.end()) {
            sentences.add(line.substring(from, end.end()));
        }
        sentences.add(line.substring(from));
        return sentences;
    }

    private static List<String> facts(String sentence) {
        List<String> facts = new ArrayList<>();
        Matcher fact = FACT.matcher(CITED.matcher(sentence).replaceAll(" "));
        while (fact.find()) {
            for (int group = 1; group <= fact.groupCount(); group++) {
                if (fact.group(group) != null) {
                    facts.add(fact.group(group));
                }
            }
        }
        return facts;
    }
}
