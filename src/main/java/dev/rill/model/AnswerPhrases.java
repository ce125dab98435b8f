package dev.rill.model;

import dev.rill.words.Language;
import java.util.Map;

/**
 * What an answer of quotations says in its own words, in the language of the question where that is known here.
 *
 * @param lead    stands before quotations that match the question
 * @param nearest stands before those that do so only in part
 * @param nothing where there is none
 * @param notRead what stands before the files that were not read
 */
record AnswerPhrases(String lead, String nearest, String nothing, String notRead) {
    static final AnswerPhrases ENGLISH = new AnswerPhrases("This is what the documents say:",
            "Nothing matches this question closely. What comes nearest:",
            "Nothing was found that matches this question.", "Not read: ");
    private static final Map<Language, AnswerPhrases> OTHERS = Map.of(
            Language.GERMAN, new AnswerPhrases("Das sagen die Dokumente:",
                    "Nichts passt genau zu dieser Frage. Am nächsten kommt:",
                    "Es wurde nichts gefunden, was zu dieser Frage passt.",
                    "Nicht gelesen: "),
            Language.FRENCH, new AnswerPhrases("Voici ce que disent les documents :",
                    "Rien ne correspond exactement à cette question. Ce qui s'en rapproche le plus :",
                    "Aucun passage trouvé ne correspond à cette question.", "Non lus : "),
            Language.SPANISH, new AnswerPhrases("Esto es lo que dicen los documentos:",
                    "Nada coincide exactamente con esta pregunta. Lo más cercano es:",
                    "No se ha encontrado nada que coincida con esta pregunta.", "Sin leer: "),
            Language.ITALIAN, new AnswerPhrases("Ecco cosa dicono i documenti:",
                    "Niente corrisponde esattamente a questa domanda. Quello che si avvicina di più:",
                    "Non è stato trovato nulla che corrisponda a questa domanda.", "Non letti: "),
            Language.PORTUGUESE, new AnswerPhrases("Isto é o que dizem os documentos:",
                    "Nada corresponde exatamente a esta pergunta. O que mais se aproxima:",
                    "Não foi encontrado nada que corresponda a esta pergunta.", "Não lidos: "),
            Language.DUTCH, new AnswerPhrases("Dit zeggen de documenten:",
                    "Niets past precies bij deze vraag. Het dichtstbij komt:",
                    "Er is niets gevonden dat bij deze vraag past.", "Niet gelezen: "),
            Language.CHINESE, new AnswerPhrases("文档中的相关内容：", "没有找到与此问题密切相关的内容。最接近的是：", "没有找到与此问题相关的内容。", "未读取："),
            Language.JAPANESE, new AnswerPhrases("文書には次のように書かれています。", "この質問によく合う箇所は見つかりませんでした。最も近いのは次の箇所です。",
                    "この質問に合う箇所は見つかりませんでした。", "未読："),
            Language.KOREAN, new AnswerPhrases("문서에는 다음과 같이 나와 있습니다.",
                    "이 질문과 정확히 일치하는 내용은 찾지 못했습니다. 가장 가까운 내용은 다음과 같습니다.", "이 질문과 일치하는 내용을 찾지 못했습니다.", "읽지 못함: "));

    static AnswerPhrases in(Language language) {
        return OTHERS.getOrDefault(language, ENGLISH);
    }
}
