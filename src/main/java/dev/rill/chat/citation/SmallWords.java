package dev.rill.chat.citation;

import dev.rill.words.Language;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Small words by which a sentence says something else: numbers that are written out, denials. Stateless. */
final class SmallWords {
    /** From two on: one is an article in most languages. */
    private static final Map<Language, List<String>> NUMBERS = Map.of(
            Language.ENGLISH, List.of("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                    "twelve"),
            Language.GERMAN, List.of("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
                    "zwölf"),
            Language.FRENCH, List.of("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
                    "douze"),
            Language.SPANISH, List.of("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez",
                    "once", "doce"),
            Language.ITALIAN, List.of("due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci",
                    "undici", "dodici"),
            Language.PORTUGUESE, List.of("dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove",
                    "dez", "onze", "doze"),
            Language.DUTCH, List.of("twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
                    "twaalf"));
    private static final Map<Language, Map<String, String>> DIGITS = digits();
    private static final Pattern ENGLISH_DENIAL = denial("not|no|never|none|nothing|neither|nor|cannot|without|n['’]t");
    private static final Map<Language, Pattern> DENIALS = Map.of(
            Language.ENGLISH, Pattern.compile(ENGLISH_DENIAL.pattern() + "|n['’]t\\b", ENGLISH_DENIAL.flags()),
            Language.GERMAN, denial("nicht|nie|niemals|nichts|kein\\p{L}*|ohne|weder"),
            Language.FRENCH, denial("pas|jamais|aucun\\p{L}*|sans|rien|ni"),
            Language.SPANISH, denial("no|nunca|jamás|ning[uú]n\\p{L}*|sin|nada|ni"),
            Language.ITALIAN, denial("non|mai|nessun\\p{L}*|senza|niente|né"),
            Language.PORTUGUESE, denial("não|nunca|jamais|nenhum\\p{L}*|sem|nada|nem"),
            Language.DUTCH, denial("niet|nooit|niets|geen|zonder|noch"),
            Language.JAPANESE, Pattern.compile("ない|ません|ずに|禁止"),
            Language.CHINESE, Pattern.compile("不(?![过過同仅僅断斷久])|没有|沒有|无法|無法|禁止"));

    private SmallWords() {
    }

    private static Pattern denial(String words) {
        return Pattern.compile("(?<!\\p{L})(?:" + words + ")(?!\\p{L})",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** By language: words, and what each is in digits. */
    private static Map<Language, Map<String, String>> digits() {
        Map<Language, Map<String, String>> digits = new EnumMap<>(Language.class);
        NUMBERS.forEach((language, words) -> {
            Map<String, String> own = new HashMap<>();
            for (int i = 0; i < words.size(); i++) {
                own.put(words.get(i), Integer.toString(i + 2));
            }
            if (language == Language.ENGLISH) {
                own.put("one", "1"); // in other languages it is an article as well
            }
            digits.put(language, own);
        });
        return digits;
    }

    /** The numbers that are written out, in digits. */
    static Set<String> numbers(String text, Language language) {
        Map<String, String> known = DIGITS.getOrDefault(language, Map.of());
        Set<String> numbers = new TreeSet<>();
        for (String word : known.isEmpty() ? new String[0] : text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
            if (known.containsKey(word)) {
                numbers.add(known.get(word));
            }
        }
        return numbers;
    }

    static boolean deny(String text, Language language) {
        return DENIALS.getOrDefault(language, ENGLISH_DENIAL).matcher(text).find();
    }
}
