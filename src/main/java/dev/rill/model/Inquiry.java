package dev.rill.model;

import dev.rill.words.AskedWord;
import dev.rill.words.FollowUps;
import dev.rill.words.Language;
import dev.rill.words.WordRarity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is asked: the words of the question and, where it refers back, of the questions before, each with what it says.
 * Immutable.
 *
 * @param words     with their weights: how much each tells one passage of the documents from the others
 * @param compounds whether some words may be written together as one
 */
record Inquiry(Map<AskedWord, Double> words, boolean compounds) {
    private static final double WEAK = 0.4;
    /** What a word of a question before counts, where the question refers to it, and where it stands by itself. */
    private static final double CONTEXT = 0.5;
    private static final double DISTANT = 0.2;
    private static final int MOST_TURNS = 3;
    private static final double NO_WORD = 0.3;
    /** What a passage has of a word of which it has a part, and of how many letters that is. */
    private static final double COMPOUND = 0.6;
    private static final int SHORTEST = 5;

    static Inquiry of(ModelRequest request, Set<Language> languages, ExcerptWords words) {
        Map<AskedWord, Double> weights = new LinkedHashMap<>();
        add(weights, words.asked(request.question(), languages), 1, request.rarity());
        boolean refers = FollowUps.refersBack(request.question());
        List<String> before = earlier(request);
        double part = refers ? CONTEXT : DISTANT;
        for (int i = before.size() - 1; i >= Math.max(0, before.size() - MOST_TURNS) && part >= DISTANT; i--) {
            add(weights, words.asked(before.get(i), languages), part, request.rarity());
            part = refers && FollowUps.refersBack(before.get(i)) ? part * CONTEXT : 0;
        }
        return new Inquiry(Collections.unmodifiableMap(weights),
                languages.stream().anyMatch(Language::compounding));
    }

    /** The questions of the conversation before this one, oldest first. */
    private static List<String> earlier(ModelRequest request) {
        List<String> questions = new ArrayList<>();
        for (ModelMessage message : request.messages()) {
            if (message instanceof ModelMessage.User(String content)) {
                questions.add(content);
            }
        }
        return questions.isEmpty() ? questions : questions.subList(0, questions.size() - 1);
    }

    private static void add(Map<AskedWord, Double> weights, List<AskedWord> asked, double part, WordRarity rarity) {
        for (AskedWord word : asked) {
            double weight = part * switch (word.weight()) {
                case FULL -> 1;
                case WEAK -> WEAK;
                case EMPTY -> 0;
            };
            if (weight > 0) {
                weights.putIfAbsent(word, weight * told(word, rarity));
            }
        }
    }

    /** A pair of characters that no passage has is hardly a word that is missing. */
    private static double told(AskedWord word, WordRarity rarity) {
        double rare = rarity.of(word);
        return word.pair() && rare >= rarity.unknown() ? rare * NO_WORD : rare;
    }

    /**
     * The part of what is asked that some terms hold: 0 to 1. Of a whole that they do not hold, its parts count in
     * part.
     */
    double coverage(Set<String> terms) {
        double held = 0;
        double all = 0;
        for (Map.Entry<AskedWord, Double> word : words.entrySet()) {
            all += word.getValue();
            held += word.getValue() * held(word.getKey(), terms);
        }
        return all == 0 ? 0 : held / all;
    }

    private double held(AskedWord word, Set<String> terms) {
        if (!Collections.disjoint(word.terms(), terms)) {
            return 1;
        }
        if (compounds && !word.whole()
                && terms.stream().anyMatch(term -> word.terms().stream().anyMatch(asked -> joined(asked, term)))) {
            return COMPOUND;
        }
        return word.parts().stream().mapToDouble(part -> held(part, terms)).average().orElse(0) * CONTEXT;
    }

    /** Whether one begins or ends with the other. */
    private static boolean joined(String one, String other) {
        String shorter = one.length() < other.length() ? one : other;
        String longer = one.length() < other.length() ? other : one;
        return shorter.length() >= SHORTEST && (longer.startsWith(shorter) || longer.endsWith(shorter));
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "Inquiry[" + words.size() + " words]";
    }
}
