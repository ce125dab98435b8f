package dev.rill.model;

import dev.rill.model.ModelRequest.Excerpt;
import dev.rill.words.AskedWord;
import dev.rill.words.Language;
import dev.rill.words.LanguageDetector;
import dev.rill.words.QuestionAnalyzer;
import dev.rill.words.WordAnalyzer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The words of questions and of excerpts, each in its own language. Any thread; the language lists are read once. */
final class ExcerptWords {
    private final QuestionAnalyzer questions = new QuestionAnalyzer();
    private final Map<Language, WordAnalyzer> analyzers = new ConcurrentHashMap<>();
    private final LanguageDetector detector = new LanguageDetector();

    /** The languages of excerpts, that of the first one first. */
    Set<Language> languages(List<Excerpt> excerpts) {
        Set<Language> languages = new LinkedHashSet<>();
        excerpts.forEach(excerpt -> languages.add(language(excerpt)));
        return languages;
    }

    Language language(Excerpt excerpt) {
        return detector.of(excerpt.text()).orElse(Language.ENGLISH);
    }

    /** The words of a question in the languages of the excerpts. */
    List<AskedWord> asked(String question, Collection<Language> languages) {
        return questions.of(question, languages);
    }

    /** What a question is most likely asked in. */
    Language language(String question, Collection<Language> languages) {
        return questions.language(question, languages);
    }

    /** The terms of a text in a language, as often as they occur. */
    List<String> terms(Language language, String text) {
        return analyzers.computeIfAbsent(language, WordAnalyzer::of).terms(text).stream().map(WordAnalyzer.Term::text)
                .toList();
    }
}
