package dev.rill.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.words.WordAnalyzer.Term;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordAnalyzerTest {
    private final WordAnalyzer english = WordAnalyzer.of(Language.ENGLISH);

    @Test
    void wordsAreTheirStemsWithoutAccentsAndCase() {
        assertEquals(List.of("the", "valid", "return", "cafe", "crepe"), words("The Validation, returned: Café CRÊPE"));
        assertEquals(List.of("https", "http"), words("HTTPS http"));
        assertEquals(List.of("api", "kana"), words("ＡＰＩ kana"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTPStatusCodes           | httpstatuscodes http statu code
            OPENAI_API_KEY            | openaiapikey openai api kei
            RFC9457                   | rfc9457 rfc 9457
            readNBytes                | readnbytes read n byte
            max_streams               | maxstreams max stream
            max-streams               | maxstreams max stream
            maxStreams                | maxstreams max stream
            404                       | 404
            a.b_c                     | a.bc a bc b c
            v2.3.1                    | 2.3.1 v2 v 2 3 1
            2.3.1                     | 2.3.1 2 3 1
            C++                       | c++ c
            C#                        | c# c
            .NET                      | .net net
            --no-cache                | --no-cache nocache no cach
            -v                        | -v v
            @types/node               | @types/node types/node type node
            ORA-00942                 | ora00942 ora 00942
            1,000                     | 1000 1 000
            2024-01-31                | 2024-01-31 2024 01 31
            C:\\\\Temp                | c:/temp c temp
            api.example.com/v2/x      | api.example.com/v2/x api.example.com api exampl com v2 v 2 x
            """)
    void whatIsWrittenAsOneIsGivenWholeAndInParts(String text, String terms) {
        assertEquals(terms, String.join(" ", words(text.replace("\\\\", "\\"))));
    }

    @Test
    void aTextIsNoLongerForItsPartsAndForWordsThatSayNothing() {
        assertEquals(List.of("readNBytes", "server"),
                english.terms("readNBytes of the server").stream().filter(Term::counts)
                .map(term -> term.text().replace("readnbytes", "readNBytes")).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GERMAN     | Datenbanken          | Datenbank
            GERMAN     | Größe                | Grösse
            FRENCH     | l'installation       | installations
            SPANISH    | configuraciones      | configuración
            ITALIAN    | impostazione         | impostazioni
            PORTUGUESE | configurações        | configuração
            DUTCH      | instellingen         | instelling
            SWEDISH    | inställningar        | inställning
            RUSSIAN    | настройки            | настройка
            GREEK      | ρυθμίσεις            | ρύθμισης
            HUNGARIAN  | beállítások          | beállítás
            CZECH      | nastavení            | nastaveních
            FINNISH    | asetukset            | asetuksen
            ROMANIAN   | setările             | setările
            TURKISH    | ayarlar              | ayar
            """)
    void everyLanguageHasItsOwnEndings(Language language, String one, String other) {
        List<String> ones = terms(language, one);
        List<String> others = terms(language, other);
        assertFalse(ones.stream().filter(others::contains).toList().isEmpty(), ones + " and " + others);
    }

    @Test
    void scriptsWithoutBlanksAreFoundByPairsOfCharacters() {
        assertEquals(List.of("デー", "ータ", "タベ", "ベー", "ース"), terms(Language.JAPANESE, "データベース"));
        assertEquals(terms(Language.JAPANESE, "データベース"), terms(Language.JAPANESE, "ﾃﾞｰﾀﾍﾞｰｽ"));
        assertTrue(terms(Language.CHINESE, "数据库").containsAll(List.of("数据", "据库", "数", "据", "库")));
        assertEquals(List.of("税"), terms(Language.CHINESE, "税"));
        assertTrue(terms(Language.KOREAN, "데이터베이스를").containsAll(terms(Language.KOREAN, "데이터베이스")));
        assertTrue(terms(Language.THAI, "การตั้งค่าเซิร์ฟเวอร์").containsAll(terms(Language.THAI, "เซิร์ฟเวอร์")));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void anyTextIsTakenApartWithoutFaultAndAlikeInEveryLanguage(Language language) {
        WordAnalyzer analyzer = WordAnalyzer.of(language);
        String parts = "aB9_.-'’\u0301\uD83D\uDE00ß中é \n\t/&İжΣกا+#@,ーカ한";
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(parts.charAt(random.nextInt(parts.length())));
            }
            assertEquals(Tokens.of(text.toString()).size(), analyzer.terms(text.toString()).size(), text.toString());
        }
    }

    private List<String> words(String text) {
        return english.terms(text).stream().map(Term::text).toList();
    }

    private static List<String> terms(Language language, String text) {
        return WordAnalyzer.of(language).terms(text).stream().map(Term::text).toList();
    }
}
