package dev.rill.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.words.AskedWord.Weight;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionAnalyzerTest {
    private final QuestionAnalyzer questions = new QuestionAnalyzer();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ENGLISH  | Which HTTP status should a validation error return? | http statu valid error return
            ENGLISH  | What is it, and how do I do that?                   | ''
            ENGLISH  | What does `this` do?                                | thi
            ENGLISH  | Who runs IT here?                                   | run it
            GERMAN   | Wie kann ich die Datenbank sichern?                 | datenbank sich
            FRENCH   | Comment est-ce que je peux sauvegarder la base ?    | sauvegard base
            SPANISH  | ¿Cómo puedo configurar el servidor?                 | configurar servidor
            CHINESE  | 如何配置数据库？                                      | 配置 置数 数据 据库
            JAPANESE | データの保存はどうすればよいですか？                     | デー ータ 保存
            """)
    void whatAQuestionIsMadeOfIsNoPartOfIt(Language language, String question, String words) {
        String asked = questions.of(question, List.of(language)).stream().filter(word -> word.weight() == Weight.FULL)
                .map(word -> word.terms().iterator().next()).collect(Collectors.joining(" "));
        assertEquals(words, asked);
    }

    @Test
    void aWordIsAskedForInEveryLanguageAtOnce() {
        List<AskedWord> asked = questions.of("Installationen", List.of(Language.GERMAN, Language.FRENCH));
        assertEquals(1, asked.size());
        assertTrue(asked.getFirst().terms().size() > 1, () -> asked.getFirst().terms().toString());
    }

    @Test
    void aWholeHoldsItsParts() {
        AskedWord whole = questions.of("OPENAI_API_KEY", List.of()).getFirst();
        assertTrue(whole.whole());
        assertEquals(Set.of("openaiapikey"), whole.terms());
        assertEquals(List.of("openai", "api", "kei"),
                whole.parts().stream().map(part -> part.terms().iterator().next()).toList());
    }
}
