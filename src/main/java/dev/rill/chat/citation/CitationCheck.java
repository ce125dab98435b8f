package dev.rill.chat.citation;

import dev.rill.stream.Source;
import dev.rill.stream.Source.Citation;
import dev.rill.stream.Source.Support;
import dev.rill.words.Language;
import dev.rill.words.WordAnalyzer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds each cited sentence of an answer against the passages that it cites. Numbers, names of code and quotations have
 * to stand in the passage, and some sentence of it has to say the same in much the same words, neither denying what the
 * other says. Where an answer quotes below a citation, it is enough that the quotation stands there. A check of words:
 * what is said in quite other words is not seen to be supported. Made for one answer.
 */
public final class CitationCheck {
    /** Longer answers are not checked, and of others not more sentences than this: the end of a stream waits for it. */
    private static final int MOST_CHARS = 100_000;
    private static final int MOST_SENTENCES = 500;

    private final WordAnalyzer analyzer = WordAnalyzer.of(Language.ENGLISH);
    private final Map<Integer, Evidence> evidence = new HashMap<>();

    private CitationCheck(List<Source> sources) {
        for (Source source : sources) {
            source.text().ifPresent(text -> evidence.put(source.id(), Evidence.of(source, text, analyzer)));
        }
    }

    /** The sources, each with the sentences that cite it and where in it they are supported. */
    public static List<Source> checked(String answer, List<Source> sources) {
        if (answer.length() > MOST_CHARS || sources.stream().allMatch(source -> source.text().isEmpty())) {
            return sources;
        }
        CitationCheck check = new CitationCheck(sources);
        Map<Integer, List<Citation>> found = new HashMap<>();
        for (CitedSentence sentence : CitedSentence.in(answer).stream().limit(MOST_SENTENCES).toList()) {
            Claim claim = Claim.of(sentence.claim(), check.analyzer);
            List<Evidence> cited = sentence.sources().stream().filter(check.evidence::containsKey)
                    .map(check.evidence::get).toList();
            boolean stands = claim.verbatim().stream().allMatch(part -> cited.stream().anyMatch(e -> e.holds(part)));
            for (int number : sentence.sources()) {
                Evidence own = check.evidence.get(number);
                if (own != null) {
                    Support support = own.quoted(sentence.quoted())
                            .orElseGet(() -> stands ? own.support(claim, cited) : new Source.NotFound());
                    found.computeIfAbsent(number, _ -> new ArrayList<>())
                            .add(new Citation(sentence.start(), sentence.end(), support));
                }
            }
        }
        return sources.stream().map(source -> source.cited(found.getOrDefault(source.id(), List.of()))).toList();
    }
}
