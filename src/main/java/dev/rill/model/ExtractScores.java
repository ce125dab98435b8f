package dev.rill.model;

import dev.rill.model.ModelRequest.Excerpt;
import dev.rill.words.WordAnalyzer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How well each extract answers the question: BM25 (S. Robertson, H. Zaragoza: <i>The Probabilistic Relevance
 * Framework</i>, 2009) over the extracts, where a word of the title or of the heading above counts in part, and the
 * excerpt's rank and the extract's form weigh in. One question, one thread.
 */
final class ExtractScores {
    private static final double K1 = 1.2;
    private static final double B = 0.25;
    private static final double HEADING_PART = 0.5;
    private static final double WEAK = 0.4;
    private static final double RANK_STEP = 0.08;

    /** An extract with its words and what they are worth. */
    record Scored(Extract extract, Set<String> words, double score) {
        /** Without the words. */
        @Override
        public String toString() {
            return "Scored[extract=" + extract + ", score=" + score + "]";
        }
    }

    private final WordAnalyzer analyzer = WordAnalyzer.ofPassages();
    private final Set<String> question;
    private final Map<String, Double> rarity = new HashMap<>();
    private final List<Scored> scored = new ArrayList<>();
    private double coverage;

    ExtractScores(String question, List<Excerpt> excerpts) {
        WordAnalyzer questions = WordAnalyzer.ofQuestions();
        this.question = new LinkedHashSet<>(questions.words(question));
        List<Extract> extracts = new ArrayList<>();
        List<List<String>> words = new ArrayList<>();
        List<Set<String>> names = new ArrayList<>();
        Set<String> weak = WordAnalyzer.weakWords();
        for (int i = 0; i < excerpts.size(); i++) {
            Excerpt excerpt = excerpts.get(i);
            coverage = Math.max(coverage, coverage(new HashSet<>(
                    analyzer.words(excerpt.text() + "\n" + excerpt.title() + "\n" + excerpt.path())), weak));
            for (Extract extract : ExcerptReader.read(i, excerpts.get(i).text())) {
                extracts.add(extract);
                words.add(analyzer.words(extract.text()));
                names.add(new HashSet<>(analyzer.words(extract.heading() + "\n" + excerpts.get(i).title())));
            }
        }
        double average = words.stream().mapToInt(List::size).average().orElse(1);
        for (String term : this.question) {
            long holding = words.stream().filter(list -> list.contains(term)).count();
            double weight = weak.contains(term) ? WEAK : 1;
            rarity.put(term, weight * Math.log(1 + (words.size() - holding + 0.5) / (holding + 0.5)));
        }
        for (int i = 0; i < extracts.size(); i++) {
            double score = score(words.get(i), names.get(i), average) * form(extracts.get(i))
                    / (1 + RANK_STEP * extracts.get(i).excerpt());
            scored.add(new Scored(extracts.get(i), new HashSet<>(words.get(i)), score));
        }
        scored.sort((a, b) -> Double.compare(b.score(), a.score()));
    }

    /** Best first. */
    List<Scored> ranked() {
        return scored;
    }

    /** The part of the question's words that one excerpt holds, small words counting little: 0 to 1. */
    double coverage() {
        return coverage;
    }

    private double score(List<String> words, Set<String> name, double average) {
        double sum = 0;
        double held = 0;
        double all = 0;
        for (String term : question) {
            double weight = rarity.get(term);
            all += weight;
            long count = words.stream().filter(term::equals).count();
            if (count > 0) {
                sum += weight * count * (K1 + 1) / (count + K1 * (1 - B + B * words.size() / average));
                held += weight;
            } else if (name.contains(term)) {
                sum += weight * HEADING_PART;
                held += weight;
            }
        }
        return all == 0 ? 0 : sum * (0.5 + held / all);
    }

    private double coverage(Set<String> words, Set<String> weak) {
        double held = 0;
        double all = 0;
        for (String term : question) {
            double weight = weak.contains(term) ? WEAK : 1;
            all += weight;
            held += words.contains(term) ? weight : 0;
        }
        return all == 0 ? 0 : held / all;
    }

    /** What reads badly as a quotation counts less. */
    private static double form(Extract extract) {
        String text = extract.text();
        long letters = text.codePoints().filter(Character::isLetter).count();
        if (letters < 8 || text.startsWith("![") || text.startsWith("<!--")) {
            return 0;
        }
        boolean onlyLink = text.matches("[-*+<>(\\s]*(?:https?://\\S+|!?\\[[^\\]]*]\\([^)]*\\))[>)\\s]*");
        boolean asks = text.endsWith("?");
        boolean fragment = extract.kind() == Extract.Kind.SENTENCE && text.length() < 30;
        return onlyLink ? 0.1 : asks || fragment ? 0.6 : extract.kind() == Extract.Kind.CODE ? 0.9 : 1;
    }
}
