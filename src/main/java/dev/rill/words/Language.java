package dev.rill.words;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.el.GreekLowerCaseFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.gl.GalicianStemFilter;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ro.RomanianNormalizationFilter;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sr.SerbianNormalizationFilter;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;
import org.tartarus.snowball.ext.ArmenianStemmer;
import org.tartarus.snowball.ext.BasqueStemmer;
import org.tartarus.snowball.ext.CatalanStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EstonianStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.IrishStemmer;
import org.tartarus.snowball.ext.LithuanianStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.SerbianStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/**
 * A language that documents and questions are written in: how its words lose their endings, as Lucene has it, and
 * which words say nothing. A text in any other language is searched by its words as they stand.
 */
public enum Language {
    ENGLISH("en", "snowball/english_stop.txt", PorterStemFilter::new),
    GERMAN("de", "snowball/german_stop.txt", words -> new GermanLightStemFilter(new GermanNormalizationFilter(words))),
    FRENCH("fr", "snowball/french_stop.txt", FrenchLightStemFilter::new),
    SPANISH("es", "snowball/spanish_stop.txt", SpanishLightStemFilter::new),
    ITALIAN("it", "snowball/italian_stop.txt", ItalianLightStemFilter::new),
    PORTUGUESE("pt", "snowball/portuguese_stop.txt", PortugueseLightStemFilter::new),
    DUTCH("nl", "snowball/dutch_stop.txt", words -> new SnowballFilter(words, new DutchStemmer())),
    SWEDISH("sv", "snowball/swedish_stop.txt", SwedishLightStemFilter::new),
    DANISH("da", "snowball/danish_stop.txt", words -> new SnowballFilter(words, new DanishStemmer())),
    NORWEGIAN("no", "snowball/norwegian_stop.txt", NorwegianLightStemFilter::new),
    FINNISH("fi", "snowball/finnish_stop.txt", words -> new SnowballFilter(words, new FinnishStemmer())),
    HUNGARIAN("hu", "snowball/hungarian_stop.txt", HungarianLightStemFilter::new),
    ROMANIAN("ro", "ro/stopwords.txt",
            words -> new SnowballFilter(new RomanianNormalizationFilter(words), new RomanianStemmer())),
    CZECH("cs", "cz/stopwords.txt", CzechStemFilter::new),
    GREEK("el", "el/stopwords.txt", words -> new GreekStemFilter(new GreekLowerCaseFilter(words))),
    BULGARIAN("bg", "bg/stopwords.txt", BulgarianStemFilter::new),
    RUSSIAN("ru", "snowball/russian_stop.txt", RussianLightStemFilter::new),
    CATALAN("ca", "ca/stopwords.txt", words -> new SnowballFilter(words, new CatalanStemmer())),
    GALICIAN("gl", "gl/stopwords.txt", GalicianStemFilter::new),
    BASQUE("eu", "eu/stopwords.txt", words -> new SnowballFilter(words, new BasqueStemmer())),
    ESTONIAN("et", "et/stopwords.txt", words -> new SnowballFilter(words, new EstonianStemmer())),
    LATVIAN("lv", "lv/stopwords.txt", LatvianStemFilter::new),
    LITHUANIAN("lt", "lt/stopwords.txt", words -> new SnowballFilter(words, new LithuanianStemmer())),
    IRISH("ga", "snowball/irish_stop.txt", words -> new SnowballFilter(words, new IrishStemmer())),
    SERBIAN("sr", "sr/stopwords.txt",
            words -> new SerbianNormalizationFilter(new SnowballFilter(words, new SerbianStemmer()))),
    TURKISH("tr", "tr/stopwords.txt", words -> new SnowballFilter(words, new TurkishStemmer())),
    ARMENIAN("hy", "hy/stopwords.txt", words -> new SnowballFilter(words, new ArmenianStemmer())),
    ARABIC("ar", "ar/stopwords.txt", words -> new ArabicStemFilter(new ArabicNormalizationFilter(words))),
    PERSIAN("fa", "fa/stopwords.txt", words -> new PersianNormalizationFilter(new ArabicNormalizationFilter(words))),
    HINDI("hi", "hi/stopwords.txt",
            words -> new HindiStemFilter(new HindiNormalizationFilter(new IndicNormalizationFilter(words)))),
    INDONESIAN("id", "snowball/indonesian_stop.txt", IndonesianStemFilter::new),
    POLISH("pl", "", words -> words),
    UKRAINIAN("uk", "", words -> words),
    SLOVAK("sk", "", words -> words),
    SLOVENE("sl", "", words -> words),
    CROATIAN("hr", "", words -> words),
    VIETNAMESE("vi", "", words -> words),
    CHINESE("zh", "", words -> words),
    JAPANESE("ja", "", words -> words),
    KOREAN("ko", "", words -> words),
    THAI("th", "", words -> words);

    private static final Set<String> COMPOUNDING = Set.of("de", "nl", "sv", "da", "no", "fi", "hu", "et");

    private final String code;
    private final String stopWords;
    private final UnaryOperator<TokenStream> stems;

    Language(String code, String stopWords, UnaryOperator<TokenStream> stems) {
        this.code = code;
        this.stopWords = stopWords;
        this.stems = stems;
    }

    /** As ISO 639-1 has it. */
    public String code() {
        return code;
    }

    public static Optional<Language> of(String code) {
        for (Language language : values()) {
            if (language.code.equals(code.toLowerCase(Locale.ROOT))) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** Whether its words are often written together as one. */
    public boolean compounding() {
        return COMPOUNDING.contains(code);
    }

    /** Where Lucene keeps the words that say nothing; empty where it has none. */
    String stopWordFile() {
        return stopWords;
    }

    /** The words, in lower case, without their endings; each stays one. */
    TokenStream stems(TokenStream words) {
        return stems.apply(words);
    }
}
