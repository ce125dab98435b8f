package dev.rill.chat.citation;

import dev.rill.stream.Source.Citation;
import dev.rill.stream.Source.Support;
import dev.rill.stream.Source;
import dev.rill.words.Language;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Holds each cited sentence of an answer against the passages that it cites. Numbers, names of code and quotations have
 * to stand in the passage, and some sentence of it has to say the same in much the same words of its language, neither
 * denying what the other says. Where an answer quotes below a citation, it is enough that the quotation stands there. A
 * check of words: what is said in quite other words is not seen to be supported; of what is said in another language
 * only numbers and names of code are held against the passage. Any thread; it keeps a little for each language.
 */
public final class CitationCheck {
    /** Longer answers are not checked, and of others not more sentences than this: the end of a stream waits for it. */
    private static final int MOST_CHARS = 100_000;
    private static final int MOST_SENTENCES = 500;

    private final CitationLanguages languages = new CitationLanguages();

    /** The sources, each with the sentences that cite it and where in it they are supported. */
    public List<Source> checked(String answer, List<Source> sources) {
        if (answer.length() > MOST_CHARS || sources.stream().allMatch(source -> source.text().isEmpty())) {
            return sources;
        }
        Optional<Language> answered = languages.of(answer);
        Map<Integer, Evidence> evidence = new HashMap<>();
        for (Source source : sources) {
            source.text().ifPresent(text -> {
                Language language = languages.of(text, answered).orElse(Language.ENGLISH);
                evidence.put(source.id(), Evidence.of(source, text, language, languages.analyzer(language)));
            });
        }
        Map<Integer, List<Citation>> found = new HashMap<>();
        for (CitedSentence sentence : CitedSentence.in(answer).stream().limit(MOST_SENTENCES).toList()) {
            List<Evidence> cited = sentence.sources().stream().filter(evidence::containsKey).map(evidence::get)
                    .toList();
            Map<Language, Claim> claims = new EnumMap<>(Language.class);
            Function<Language, Claim> said = language -> claims.computeIfAbsent(language, own ->
                    Claim.of(sentence.claim(), own, languages.analyzer(own)));
            for (int number : sentence.sources()) {
                Evidence own = evidence.get(number);
                if (own != null) {
                    Support support = own.quoted(sentence.quoted())
                            .orElseGet(() -> support(said, answered, own, cited));
                    found.computeIfAbsent(number, _ -> new ArrayList<>())
                            .add(new Citation(sentence.start(), sentence.end(), support));
                }
            }
        }
        return sources.stream().map(source -> source.cited(found.getOrDefault(source.id(), List.of()))).toList();
    }

    /** @param said what the sentence claims, read in a language */
    private static Support support(Function<Language, Claim> said, Optional<Language> answered, Evidence own,
                                   List<Evidence> cited) {
        Language language = own.language();
        Claim claim = said.apply(language);
        boolean code = stand(claim.code(), cited);
        Support support = code && stand(claim.quoted(), cited) ? own.support(claim, cited) : new Source.NotFound();
        if (support instanceof Source.Found || !code || answered.isEmpty() || answered.get() == language) {
            return support;
        }
        return own.supportInOtherWords(said.apply(answered.get()), cited);
    }

    private static boolean stand(List<String> verbatim, List<Evidence> cited) {
        return verbatim.stream().allMatch(part -> cited.stream().anyMatch(one -> one.holds(part)));
    }
}
