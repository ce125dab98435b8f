package dev.rill.retrieval.index;

import dev.rill.retrieval.Copies;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.vector.PassageKey;
import dev.rill.words.Language;
import dev.rill.words.LanguageDetector;
import dev.rill.words.WordAnalyzer;
import dev.rill.words.WordAnalyzer.Term;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.util.StringHelper;

/**
 * Takes documents apart into words, each in its own language. Any thread; the language lists are read with the first
 * document, so that an index in which nothing changes is opened without them.
 */
public final class DocumentAnalyzer {
    /** A document's name counts as much as saying it so often in the passage. */
    private static final int TITLE_WEIGHT = 2;
    private static final int HEADING_WEIGHT = 2;

    private final Map<Language, WordAnalyzer> analyzers = new ConcurrentHashMap<>();
    private final LanguageDetector detector = new LanguageDetector();

    public AnalyzedDocument of(PreparedDocument prepared) {
        Language language = detector.of(prepared.prose()).orElse(Language.ENGLISH);
        WordAnalyzer words = analyzers.computeIfAbsent(language, WordAnalyzer::of);
        IndexedDocument document = prepared.document();
        List<Term> name = words.terms(document.info().title() + "\n" + nameWords(document.info().path()));
        return new AnalyzedDocument(language, passage ->
                passage(prepared.passages().get(passage), prepared.words().get(passage), name, words));
    }

    private static AnalyzedDocument.Words passage(Passage passage, PreparedDocument.Words seen, List<Term> name,
                                                  WordAnalyzer words) {
        List<Term> headings = words.terms(String.join("\n", seen.headings()));
        List<Term> all = new ArrayList<>(words.terms(seen.text()));
        for (int i = 0; i < TITLE_WEIGHT; i++) {
            all.addAll(name);
        }
        for (int i = 0; i < HEADING_WEIGHT; i++) {
            all.addAll(headings);
        }
        return new AnalyzedDocument.Words(all, headings, name, copy(passage), PassageKey.of(passage));
    }

    private static long copy(Passage passage) {
        byte[] key = Copies.key(passage).getBytes(StandardCharsets.UTF_8);
        int half = key.length / 2;
        return (long) StringHelper.murmurhash3_x86_32(key, 0, half, 1) << 32
                | StringHelper.murmurhash3_x86_32(key, half, key.length - half, 2) & 0xFFFFFFFFL;
    }

    /** A path's words, its ending left out. */
    private static String nameWords(String path) {
        int dot = path.lastIndexOf('.');
        return (dot > path.lastIndexOf('/') ? path.substring(0, dot) : path).replace('/', ' ');
    }
}
