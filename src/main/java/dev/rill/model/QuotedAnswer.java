package dev.rill.model;

import dev.rill.model.ExtractScores.Scored;
import dev.rill.model.ModelRequest.Excerpt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Composes an answer of quotations: the best extracts that say something new, by passage, in the order of the text. */
final class QuotedAnswer {
    static final String LEAD = "This is what the documents say:";
    static final String NOTHING = "The documents do not hold an answer to this question.";

    /** Where there are others, nobody knows what they hold. */
    static final String NOTHING_READ = "What could be read of the documents holds no answer to this question.";

    private static final int MOST = 6;
    private static final int ENOUGH = 3;
    private static final int MOST_CHARS = 2_400;
    private static final double GOOD = 0.45;
    private static final double FAIR = 0.25;
    private static final double COVERAGE = 0.4;
    private static final double SAME = 0.7;
    /** In a quotation, {@code [7]} is no citation of ours. An escaped bracket at its end too would begin mathematics. */
    private static final Pattern CITATION = Pattern.compile("[\\[［](?=[^\\[\\]\\n]{0,60}\\d[^\\[\\]\\n]{0,60}[\\]］](?!\\())");
    private static final Pattern WIDE_CITATION = Pattern.compile("【(?=[^【】\\n]{0,60}\\d)");
    private static final Pattern MARKS = Pattern.compile("([\\\\`*_\\[<>#|])");

    private QuotedAnswer() {
    }

    static String of(String question, List<Excerpt> excerpts) {
        return of(question, excerpts, "");
    }

    /** @param notRead which files the excerpts cannot come from; empty where all were read */
    static String of(String question, List<Excerpt> excerpts, String notRead) {
        ExtractScores scores = new ExtractScores(question, excerpts);
        List<Extract> chosen = scores.coverage() < COVERAGE ? List.of() : choose(scores.ranked());
        if (chosen.isEmpty()) {
            return notRead.isEmpty() ? NOTHING : NOTHING_READ + " Not read: " + MARKS.matcher(notRead).replaceAll("\\\\$1") + ".";
        }
        Map<Integer, List<Extract>> byExcerpt = new LinkedHashMap<>();
        chosen.forEach(extract -> byExcerpt.computeIfAbsent(extract.excerpt(), e -> new ArrayList<>()).add(extract));
        StringBuilder answer = new StringBuilder(LEAD);
        byExcerpt.forEach((index, extracts) -> {
            extracts.sort(Comparator.comparingInt(Extract::place));
            Excerpt excerpt = excerpts.get(index);
            answer.append("\n\n**").append(MARKS.matcher(excerpt.title()).replaceAll("\\\\$1")).append("** [")
                    .append(excerpt.number()).append("]\n\n").append(quotation(extracts));
        });
        return answer.toString();
    }

    private static List<Extract> choose(List<Scored> ranked) {
        List<Scored> chosen = new ArrayList<>();
        int chars = 0;
        for (Scored candidate : ranked) {
            double part = candidate.score() / ranked.getFirst().score();
            int length = candidate.extract().text().length();
            if (candidate.score() <= 0 || chosen.size() == MOST || part < FAIR
                    || part < GOOD && chosen.size() >= ENOUGH) {
                break;
            }
            if (chars > 0 && chars + length > MOST_CHARS
                    || chosen.stream().anyMatch(said -> addsNothing(candidate, said))) {
                continue;
            }
            chosen.add(candidate);
            chars += length;
        }
        return chosen.stream().map(Scored::extract).toList();
    }

    private static boolean addsNothing(Scored candidate, Scored said) {
        Set<String> shared = new HashSet<>(candidate.words());
        shared.retainAll(said.words());
        return shared.size() >= SAME * candidate.words().size()
                || candidate.extract().text().contains(said.extract().text());
    }

    private static String quotation(List<Extract> extracts) {
        StringBuilder quotation = new StringBuilder();
        Extract before = null;
        for (Extract extract : extracts) {
            if (before != null) {
                quotation.append(separator(before, extract));
            }
            if (!extract.header().isEmpty() && (before == null || !before.header().equals(extract.header()))) {
                quotation.append(quoted(extract.header())).append('\n');
            }
            quotation.append(quoted(extract.text()));
            before = extract;
        }
        return quotation.toString();
    }

    /** Neighbours, and rows of one table, stand together; an ellipsis stands for what is left out between others. */
    private static String separator(Extract before, Extract extract) {
        boolean sameTable = !extract.header().isEmpty() && extract.header().equals(before.header());
        boolean neighbours = extract.place() == before.place() + 1 || sameTable;
        boolean sameList = neighbours && before.kind() == extract.kind()
                && (extract.kind() == Extract.Kind.LIST || extract.kind() == Extract.Kind.TABLE);
        return sameList ? "\n" : neighbours ? "\n>\n" : "\n>\n> …\n>\n";
    }

    private static String uncited(String line) {
        return WIDE_CITATION.matcher(CITATION.matcher(line).replaceAll("\\\\$0")).replaceAll("&#12304;");
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        boolean fenced = false;
        for (String line : text.split("\n", -1)) {
            boolean fence = line.stripLeading().startsWith("```") || line.stripLeading().startsWith("~~~");
            fenced ^= fence;
            String shown = fenced || fence ? line : uncited(line);
            quoted.append(quoted.isEmpty() ? "" : "\n").append(shown.isBlank() ? ">" : "> " + shown);
        }
        return fenced ? quoted.append("\n> ```").toString() : quoted.toString();
    }
}
