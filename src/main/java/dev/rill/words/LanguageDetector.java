package dev.rill.words;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the language of a text by its script and by the words that hold its sentences together: each counts the more,
 * the fewer languages have it. Any thread; the lists are read when a text first needs them.
 */
public final class LanguageDetector {
    /** Of the words of a text, in any language, at least so many are such words. */
    private static final double LEAST_PART = 0.08;
    private static final int LEAST_WORDS = 3;
    /** More of a text tells no more. */
    private static final int MOST_CHARS = 20_000;
    /** In Japanese far more characters than that are kana; in Chinese texts a name may be. */
    private static final double KANA_PART = 0.1;

    /**
     * What tells.
     *
     * @param words   that hold sentences together, and the languages that have each
     * @param letters of each language beside those of ASCII
     */
    private record Lists(Map<String, Set<Language>> words, Map<Language, String> letters) {
        static final Lists ALL = read();

        private static Lists read() {
            Map<String, Set<Language>> words = new HashMap<>();
            Map<Language, String> letters = new EnumMap<>(Language.class);
            WordLists.all().forEach((language, lists) -> {
                letters.put(language, lists.letters());
                for (String word : lists.stop()) {
                    if (!Scripts.unspaced(word.codePointAt(0))) {
                        words.computeIfAbsent(word, _ -> EnumSet.noneOf(Language.class)).add(language);
                    }
                }
            });
            return new Lists(words, letters);
        }
    }

    /** @param certainty 0 to 1: the part of the text that speaks for the language and for no other */
    public record Found(Language language, double certainty) {
    }

    /** The language of prose; empty where too little of it tells. */
    public Optional<Language> of(String prose) {
        return find(prose).map(Found::language);
    }

    /** The language of prose and how much of it tells so; empty where too little does. */
    Optional<Found> find(String prose) {
        String text = prose.length() > MOST_CHARS ? prose.substring(0, MOST_CHARS) : prose;
        return byScript(text, 3).or(() -> byWords(text, 1));
    }

    /**
     * The same by words and spelling alone, as for a text that may have been decoded wrongly: then its letters say
     * nothing, and few of them are letters of the language.
     */
    public Optional<Found> spelled(String text) {
        String begin = text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text;
        return byWords(begin, 2).map(found ->
                new Found(found.language(), found.certainty() * spelling(found.language(), begin)));
    }

    /** The part of the letters beside those of ASCII that the language has. */
    private double spelling(Language language, String text) {
        String own = Lists.ALL.letters().get(language);
        if (own.isEmpty()) {
            return 1;
        }
        int foreign = 0;
        int known = 0;
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c > 127 && (Character.isLetter(c) || c < 160 || Character.getType(c) == Character.CONTROL)) {
                foreign++;
                known += own.indexOf(c) >= 0 ? 1 : 0;
            }
        }
        return foreign == 0 ? 1 : (double) known / foreign;
    }

    /** @param worth how many letters of an alphabet a character of Chinese or Japanese is worth */
    static Optional<Found> byScript(String text, int worth) {
        Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetter(c)) {
                letters++;
                counts.merge(UnicodeScript.of(c), 1, Integer::sum);
            }
        }
        int han = counts.getOrDefault(UnicodeScript.HAN, 0);
        int kana = counts.getOrDefault(UnicodeScript.HIRAGANA, 0) + counts.getOrDefault(UnicodeScript.KATAKANA, 0);
        if ((han + kana) * worth > letters) {
            return Optional.of(new Found(kana > KANA_PART * (han + kana) ? Language.JAPANESE : Language.CHINESE, 1));
        }
        int total = letters;
        return Map.of(UnicodeScript.HANGUL, Language.KOREAN, UnicodeScript.THAI, Language.THAI,
                        UnicodeScript.GREEK, Language.GREEK, UnicodeScript.ARMENIAN, Language.ARMENIAN,
                        UnicodeScript.DEVANAGARI, Language.HINDI).entrySet().stream()
                .filter(script -> counts.getOrDefault(script.getKey(), 0) * 3 > total)
                .map(script -> new Found(script.getValue(), 1)).findFirst();
    }

    /** @param shortest of the words that tell */
    private Optional<Found> byWords(String text, int shortest) {
        Map<String, Set<Language>> languages = Lists.ALL.words();
        Map<Language, Double> scores = new EnumMap<>(Language.class);
        int words = 0;
        int telling = 0;
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}'’]+")) {
            if (word.isEmpty()) {
                continue;
            }
            words++;
            Set<Language> having = word.length() < shortest
                    ? Set.of() : languages.getOrDefault(word.replace('’', '\''), Set.of());
            telling += having.isEmpty() ? 0 : 1;
            having.forEach(language -> scores.merge(language, 1.0 / having.size(), Double::sum));
        }
        if (telling < LEAST_WORDS || telling < LEAST_PART * words) {
            return Optional.empty();
        }
        double part = (double) telling / words / scores.values().stream().mapToDouble(score -> score).sum();
        return scores.entrySet().stream().max(Map.Entry.comparingByValue())
                .map(best -> new Found(best.getKey(), best.getValue() * part));
    }
}
