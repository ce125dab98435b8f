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

    private static final int MOST = 6;
    private static final int ENOUGH = 3;
    private static final int MOST_CHARS = 2_400;
    private static final double GOOD = 0.45;
    private static final double FAIR = 0.25;
    private static final double COVERAGE = 0.34;
    private static final double SAME = 0.7;
    /** In a quotation, {@code [7]} is no citation of ours. */
    private static final Pattern CITATION = Pattern.compile("\\[(\\d+)](?!\\()");
    private static final Pattern MARKS = Pattern.compile("([\\\\`*_\\[\\]<>#|])");

    private QuotedAnswer() {
    }

    static String of(String question, List<Excerpt> excerpts) {
        ExtractScores scores = new ExtractScores(question, excerpts);
        List<Extract> chosen = scores.coverage() < COVERAGE ? List.of() : choose(scores.ranked());
        if (chosen.isEmpty()) {
            return NOTHING;
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
        List<Extract> chosen = new ArrayList<>();
        List<Set<String>> said = new ArrayList<>();
        int chars = 0;
        for (Scored candidate : ranked) {
            double part = candidate.score() / ranked.getFirst().score();
            int length = candidate.extract().text().length();
            if (candidate.score() <= 0 || chosen.size() == MOST || part < FAIR
                    || part < GOOD && chosen.size() >= ENOUGH) {
                break;
            }
            if (chars > 0 && chars + length > MOST_CHARS
                    || said.stream().anyMatch(words -> saysTheSame(words, candidate.words()))) {
                continue;
            }
            chosen.add(candidate.extract());
            said.add(candidate.words());
            chars += length;
        }
        return chosen;
    }

    private static boolean saysTheSame(Set<String> said, Set<String> words) {
        Set<String> shared = new HashSet<>(words);
        shared.retainAll(said);
        return shared.size() >= SAME * Math.min(words.size(), said.size());
    }

    private static String quotation(List<Extract> extracts) {
        StringBuilder quotation = new StringBuilder();
        Extract before = null;
        for (Extract extract : extracts) {
            if (before != null) {
                quotation.append(separator(before, extract));
            }
            quotation.append(quoted(extract));
            before = extract;
        }
        return quotation.toString();
    }

    /** Neighbours stand together; an ellipsis stands for what is left out between others. */
    private static String separator(Extract before, Extract extract) {
        boolean neighbours = extract.place() == before.place() + 1;
        boolean sameList = neighbours && before.kind() == extract.kind()
                && (extract.kind() == Extract.Kind.LIST || extract.kind() == Extract.Kind.TABLE);
        return sameList ? "\n" : neighbours ? "\n>\n" : "\n>\n> …\n>\n";
    }

    private static String quoted(Extract extract) {
        StringBuilder quoted = new StringBuilder();
        boolean fenced = false;
        for (String line : extract.text().split("\n", -1)) {
            boolean fence = line.stripLeading().startsWith("```") || line.stripLeading().startsWith("~~~");
            fenced ^= fence;
            String shown = fenced || fence ? line : CITATION.matcher(line).replaceAll("\\\\[$1\\\\]");
            quoted.append(quoted.isEmpty() ? "" : "\n").append(shown.isBlank() ? ">" : "> " + shown);
        }
        return fenced ? quoted.append("\n> ```").toString() : quoted.toString();
    }
}
