package dev.rill.model;

import dev.rill.model.ModelRequest.Excerpt;
import dev.rill.words.AskedWord;
import dev.rill.words.Language;
import dev.rill.words.Nearness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How well each extract answers the question: BM25 (S. Robertson, H. Zaragoza: <i>The Probabilistic Relevance
 * Framework</i>, 2009) over the extracts, where a word of the title or of the heading above counts in part, and the
 * excerpt's rank and the extract's form weigh in. What follows a question or a heading answers it. One question, one
 * thread.
 */
final class ExtractScores {
    private static final double K1 = 1.2;
    private static final double B = 0.25;
    private static final double HEADING_PART = 0.5;
    /** What the first extract below a heading, or behind a question, has of what these match. */
    private static final double FOLLOWS_HEADING = 0.3;
    private static final double FOLLOWS_QUESTION = 0.9;
    private static final double RANK_STEP = 0.15;
    private static final double WITHIN_DOCUMENT = 0.5;
    /** Among fewer extracts it would be chance which words are rare. */
    private static final int FEW = 20;

    /** So many extracts are compared with the question by their meaning, which takes some 3 ms each. */
    private static final int COMPARED = 16;
    /** A shorter one says nothing by itself. */
    private static final int SHORTEST = 16;
    /** What the meaning counts, where it is known; the words count the rest. */
    private static final double MEANING = 0.6;
    private static final double LEAST = 1e-9;

    /**
     * An extract with its words.
     *
     * @param score     how well it answers by both
     * @param byWords   by its words alone
     * @param byMeaning by its meaning alone; 0 where that is not known
     */
    record Scored(Extract extract, Set<String> words, double score, double byWords, double byMeaning) {
        Scored(Extract extract, Set<String> words, double score) {
            this(extract, words, score, score, 0);
        }

        Scored with(double both, double meaning) {
            return new Scored(extract, words, both, byWords, meaning);
        }

        /** Without the words. */
        @Override
        public String toString() {
            return "Scored[extract=" + extract + ", score=" + score + "]";
        }
    }

    private final Inquiry inquiry;
    /** Of each excerpt, from 0: excerpts of one document stand half as far apart as documents do. */
    private final double[] ranks;
    private final Map<AskedWord, Double> rarity = new HashMap<>();
    private final List<List<Scored>> byExcerpt = new ArrayList<>();
    private double coverage;
    private OptionalDouble nearest = OptionalDouble.empty();

    ExtractScores(Inquiry inquiry, List<Excerpt> excerpts, ExcerptWords words, Nearness nearness) {
        this.inquiry = inquiry;
        this.ranks = ranks(excerpts);
        List<List<Extract>> extracts = new ArrayList<>();
        List<List<List<String>>> texts = new ArrayList<>();
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < excerpts.size(); i++) {
            Excerpt excerpt = excerpts.get(i);
            Language language = words.language(excerpt);
            String told = String.join("\n", excerpt.text(), excerpt.title(), excerpt.path(),
                    String.join("\n", excerpt.headings()));
            coverage = Math.max(coverage, inquiry.coverage(new HashSet<>(words.terms(language, told))));
            extracts.add(ExcerptReader.read(i, ExcerptMarkup.markdown(excerpt.path(), excerpt.text())));
            texts.add(extracts.getLast().stream().map(extract -> words.terms(language, extract.text())).toList());
            all.addAll(texts.getLast());
        }
        double average = all.stream().mapToInt(List::size).average().orElse(1);
        inquiry.words().forEach((word, weight) -> {
            long holding = all.stream().filter(text -> !Collections.disjoint(text, word.terms())).count();
            rarity.put(word, weight * Math.log(1 + (Math.max(all.size(), FEW) - holding + 0.5) / (holding + 0.5)));
        });
        for (int i = 0; i < excerpts.size(); i++) {
            byExcerpt.add(scored(excerpts.get(i), extracts.get(i), texts.get(i), average, words));
        }
        near(nearness);
    }

    /** Of those that the words find best, what says the same as is asked in other words rises above the others. */
    private void near(Nearness nearness) {
        List<Scored> best = byExcerpt.stream().flatMap(List::stream)
                .filter(scored -> scored.extract().text().length() >= SHORTEST)
                .sorted(Comparator.comparingDouble(scored -> -scored.score())).limit(COMPARED).toList();
        List<Double> cosines = nearness.of(best.stream().map(scored -> scored.extract().text()).toList());
        if (cosines.isEmpty()) {
            return;
        }
        nearest = cosines.stream().mapToDouble(Double::doubleValue).max();
        double mostNear = Math.max(nearest.getAsDouble(), LEAST);
        double mostWords = Math.max(best.getFirst().score(), LEAST);
        Map<Extract, Double> meanings = new HashMap<>();
        for (int i = 0; i < best.size(); i++) {
            Extract extract = best.get(i).extract();
            meanings.put(extract, Math.max(0, cosines.get(i)) / mostNear * worth(extract));
        }
        byExcerpt.replaceAll(all -> all.stream().map(scored -> {
            double meaning = meanings.getOrDefault(scored.extract(), 0.0);
            return scored.with((1 - MEANING) * scored.byWords() / mostWords + MEANING * meaning, meaning);
        }).toList());
    }

    private double worth(Extract extract) {
        return form(extract) / (1 + RANK_STEP * ranks[extract.excerpt()]);
    }

    private static double[] ranks(List<Excerpt> excerpts) {
        Map<String, Integer> documents = new HashMap<>();
        Map<String, Integer> before = new HashMap<>();
        return excerpts.stream().mapToDouble(excerpt -> {
            int document = documents.computeIfAbsent(excerpt.path(), _ -> documents.size());
            return document + WITHIN_DOCUMENT * (before.merge(excerpt.path(), 1, Integer::sum) - 1);
        }).toArray();
    }

    /** Of each excerpt, in the order of its text. */
    List<List<Scored>> byExcerpt() {
        return byExcerpt;
    }

    /** How well what is asked is met, 0 to 1: by the words that one excerpt holds, and by the nearest sentence. */
    double match() {
        return nearest.isEmpty() ? coverage : (coverage + nearest.getAsDouble()) / 2;
    }

    private List<Scored> scored(Excerpt excerpt, List<Extract> extracts, List<List<String>> texts, double average,
                                ExcerptWords words) {
        List<Scored> scored = new ArrayList<>();
        Language language = words.language(excerpt);
        double asked = 0;
        String above = String.join("\n", excerpt.headings());
        for (int i = 0; i < extracts.size(); i++) {
            Extract extract = extracts.get(i);
            boolean first = i == 0 || !extracts.get(i - 1).heading().equals(extract.heading());
            Set<String> heading = new HashSet<>(words.terms(language,
                    extract.heading().isEmpty() ? above : extract.heading()));
            Set<String> name = new HashSet<>(words.terms(language, excerpt.title()));
            name.addAll(heading);
            double own = score(texts.get(i), name, average);
            double inherited = Math.max(asked * FOLLOWS_QUESTION,
                    first && !heading.isEmpty() ? score(List.copyOf(heading), Set.of(), average) * FOLLOWS_HEADING : 0);
            double score = (own + inherited) * worth(extract);
            asked = extract.asks() ? own : 0;
            scored.add(new Scored(extract, new HashSet<>(texts.get(i)), score));
        }
        return scored;
    }

    private double score(List<String> text, Set<String> name, double average) {
        double sum = 0;
        double held = 0;
        double all = 0;
        for (AskedWord word : inquiry.words().keySet()) {
            double weight = rarity.get(word);
            all += weight;
            double count = count(text, word);
            if (count > 0) {
                sum += weight * count * (K1 + 1) / (count + K1 * (1 - B + B * text.size() / average));
                held += weight;
            } else if (!Collections.disjoint(name, word.terms())) {
                sum += weight * HEADING_PART;
                held += weight;
            }
        }
        return all == 0 ? 0 : sum * (0.5 + held / all);
    }

    /** Of what is written as one of several parts, some parts are some of it. */
    private static double count(List<String> text, AskedWord word) {
        long count = text.stream().filter(word.terms()::contains).count();
        return count > 0 || word.parts().isEmpty() ? count
                : word.parts().stream().mapToDouble(part -> Math.min(1, count(text, part))).average().orElse(0) / 2;
    }

    /** What reads badly as a quotation counts less. */
    private static double form(Extract extract) {
        String text = extract.text();
        long letters = text.codePoints().filter(Character::isLetter).count();
        if (letters < (text.codePoints().anyMatch(c -> c > 0x2E80) ? 3 : 8) || text.startsWith("![")
                || text.startsWith("<!--")) {
            return 0;
        }
        boolean onlyLink = text.matches("[-*+<>(\\s]*(?:https?://\\S+|!?\\[[^\\]]*]\\([^)]*\\))[>)\\s]*");
        boolean fragment = extract.kind() == Extract.Kind.SENTENCE && text.length() < 30
                && text.codePoints().allMatch(c -> c < 0x2E80);
        return onlyLink ? 0.1 : extract.asks() ? 0.3 : fragment ? 0.6 : extract.kind() == Extract.Kind.CODE ? 0.9 : 1;
    }
}
