package dev.rill.chat.citation;

import dev.rill.words.Language;
import dev.rill.words.LanguageDetector;
import dev.rill.words.WordAnalyzer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What answers and passages are written in, and their words. Any thread; the lists of words are read once. */
final class CitationLanguages {
    private static final Set<Language> UNSPACED = Set.of(Language.CHINESE, Language.JAPANESE);
    /** Of characters in a passage, to be more than a name. */
    private static final int ENOUGH = 12;

    private final Map<Language, WordAnalyzer> analyzers = new ConcurrentHashMap<>();
    private final LanguageDetector detector = new LanguageDetector();

    /** Empty where too little tells. */
    Optional<Language> of(String text) {
        return detector.of(text);
    }

    /** The same of a passage that an answer cites: one in its script is in its language, whatever code it holds. */
    Optional<Language> of(String passage, Optional<Language> answered) {
        boolean same = answered.filter(UNSPACED::contains).isPresent()
                && passage.codePoints().filter(CitationLanguages::unspaced).limit(ENOUGH).count() == ENOUGH;
        return same ? answered : of(passage).or(() -> answered);
    }

    private static boolean unspaced(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA -> true;
            default -> false;
        };
    }

    WordAnalyzer analyzer(Language language) {
        return analyzers.computeIfAbsent(language, WordAnalyzer::of);
    }
}
