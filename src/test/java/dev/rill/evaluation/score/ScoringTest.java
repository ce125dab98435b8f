package dev.rill.evaluation.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.evaluation.question.EvaluationQuestion;
import dev.rill.evaluation.question.Figure;
import dev.rill.evaluation.score.CheckedCitation.Fault;
import dev.rill.evaluation.target.Reply;
import dev.rill.evaluation.target.Target;
import dev.rill.stream.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoringTest {
    private static final String LEAVE = "# Leave\n\nYou get **30 days** a year.\nAsk `hr-bot` in time.\n";

    /** The values that trec_eval gives for the same lists. */
    @Test
    void ndcgIsThatOfTrecEval() {
        assertEquals(1.0, Ranks.ndcg(List.of("a", "x"), Map.of("a", 1)), 1e-9);
        assertEquals(0.6309, Ranks.ndcg(List.of("x", "a"), Map.of("a", 1)), 1e-4);
        double ideal = 2 + 1 / (Math.log(3) / Math.log(2));
        assertEquals((2 + 1 / 2.0) / ideal, Ranks.ndcg(List.of("b", "x", "a"), Map.of("a", 1, "b", 2)), 1e-9);
        assertEquals(0.0, Ranks.ndcg(List.of("x"), Map.of("a", 1)), 1e-9);
    }

    @Test
    void ndcgCountsAFileOnceAndTenFilesAtTheMost() {
        List<String> far = IntStream.range(0, 10).mapToObj(i -> "x" + i).toList();
        assertEquals(0.0, Ranks.ndcg(Stream.concat(far.stream(), List.of("a").stream()).toList(),
                Map.of("a", 1)), 1e-9);
        assertEquals(Ranks.ndcg(List.of("x", "a"), Map.of("a", 1)),
                Ranks.ndcg(List.of("x", "x", "a", "a"), Map.of("a", 1)), 1e-9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            You get **30 days** a year            | 30 days a year
            the file `java.args`, that            | File java.args
            see [the guide](guide.md) first       | see the guide first
            > it is kept                          | it is kept
            use 設定を 変更する                   | 設定を変更する
            it’s “fine”                           | it's "fine"
            ＲＩＬＬ＿ＤＡＴＡ                    | RILL_DATA
            a \\[7] in text                       | a [7] in text
            """)
    void markdownCaseAndBreaksDoNotHideAText(String text, String wanted) {
        assertTrue(QuotedText.holds(text, wanted));
    }

    @Test
    void aNumberIsNotFoundInALongerOne() {
        assertFalse(QuotedText.holds("port 18080", "8080"));
        assertFalse(QuotedText.holds("port 80801", "8080"));
        assertTrue(QuotedText.holds("port 18080 or 8080", "8080"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"The documents do not hold an answer to this question.",
            "I couldn't find anything about the dog.", "Nothing matches closely; the nearest is **Pets** [1].",
            "The documents don’t mention it, but say how pets are fed [2].",
            "Dazu steht keine Antwort in den Dokumenten [1].",
            "文档中没有提到这一点 [1]。", "該当する記載がありません [1]。"})
    void anAnswerThatSaysSoIsARefusal(String answer) {
        assertTrue(new Refusals(List.of()).refuses(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"This is what the documents say:\n\n**404 not found** [1]\n\n> The page is gone.",
            "You get 30 days [1].", "You get 30 days [1]. The documents do not mention pets."})
    void anAnswerThatCitesIsNone(String answer) {
        assertFalse(new Refusals(List.of()).refuses(answer));
    }

    @Test
    void wordsOfTheFileSayItToo() {
        assertFalse(new Refusals(List.of()).refuses("Leider nein, siehe [1]."));
        assertTrue(new Refusals(List.of("Leider nein")).refuses("Leider nein, siehe [1]."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            You get 30 days [1].                              |
            Ask `hr-bot` [1].                                 |
            You get 25 days [1].                              | FACT_NOT_IN_SOURCE
            You get 30 days. [1] It is 99 of a hundred.       |
            Ask `other-bot` [1].                              | FACT_NOT_IN_SOURCE
            It says "thirty days" [1].                        | FACT_NOT_IN_SOURCE
            You get some days [2].                            | NOT_IN_DOCUMENT
            You get some days [9].                            | NO_SUCH_SOURCE
            """)
    void whatStandsBesideACitationIsHeldAgainstItsLines(String answer, Fault fault) {
        assertEquals(List.of(new CheckedCitation(fault == Fault.NOT_IN_DOCUMENT ? 2 : fault == Fault.NO_SUCH_SOURCE
                ? 9 : 1, Optional.ofNullable(fault))), checks(answer));
    }

    @Test
    void aQuotationIsHeldAgainstTheLinesThatAreCitedAboveIt() {
        String answer =
                "This is what the documents say:\n\n**Leave** [1]\n\n> You get **30 days** a year.\n>\n> …\n>\n> %s\n";
        assertEquals(List.of(new CheckedCitation(1, Optional.empty())),
                checks(answer.formatted("Ask `hr-bot` in time.")));
        assertEquals(List.of(new CheckedCitation(1, Optional.of(Fault.QUOTATION_NOT_IN_SOURCE))),
                checks(answer.formatted("Ask your dog in time.")));
    }

    @Test
    void figuresAreOfTheQuestionsThatTheySayAnythingAbout() {
        Scoring scoring = new Scoring(new Leave(), List.of());
        EvaluationQuestion located = question(Map.of("leave.md", 1), List.of("30 days"), true);
        List<Score> scores = List.of(
                scoring.of(located, answered("You get 30 days [1].", "leave.md")),
                scoring.of(located, answered("You get some [2].", "other.md", "leave.md")),
                scoring.of(located, new Reply.Failed("MODEL_STALLED", Duration.ofSeconds(1))),
                scoring.of(question(Map.of(), List.of(), false), answered("Nothing is known.")),
                scoring.of(question(Map.of(), List.of(), false), answered("It eats bread [1].", "other.md")));
        Map<Figure, Figures.Value> figures = Figures.of(scores);
        assertEquals(new Figures.Value(1 / 3.0, 3), figures.get(Figure.HIT_1));
        assertEquals(new Figures.Value(2 / 3.0, 3), figures.get(Figure.HIT_3));
        assertEquals(new Figures.Value(0.5, 3), figures.get(Figure.MRR));
        assertEquals(new Figures.Value(1 / 3.0, 3), figures.get(Figure.QUOTED));
        assertEquals(new Figures.Value(0.5, 2), figures.get(Figure.REFUSED));
        assertEquals(new Figures.Value(0.2, 5), figures.get(Figure.FAILED));
        assertEquals(4, figures.get(Figure.P50).of());
        assertFalse(figures.containsKey(Figure.USEFUL));
        assertFalse(figures.containsKey(Figure.SEARCH_P50));
    }

    private static List<CheckedCitation> checks(String answer) {
        return CitationChecks.of(answer,
                List.of(source(1, "leave.md", 3, 4, "You get **30 days** a year.\nAsk `hr-bot` in time."),
                source(2, "leave.md", 1, 1, "some days that no document holds")), new Leave());
    }

    private static EvaluationQuestion question(Map<String, Integer> files, List<String> texts, boolean answerable) {
        return new EvaluationQuestion("id", 1, "How many days off?", files, texts, "", Optional.empty(), answerable);
    }

    private static Reply answered(String text, String... paths) {
        List<Source> sources = IntStream.range(0, paths.length).mapToObj(i -> source(i + 1, paths[i], 3, 3,
                "You get **30 days** a year.")).toList();
        return new Reply.Answered(text, sources, List.of(paths), Duration.ofMillis(5), Optional.empty());
    }

    private static Source source(int id, String path, int from, int to, String text) {
        return new Source(id, path, "Leave", from, to, 1, text, "", Optional.of(text));
    }

    /** One document. */
    private static final class Leave implements Target {
        @Override
        public String description() {
            return "one document";
        }

        @Override
        public Set<String> documents() {
            return Set.of("leave.md");
        }

        @Override
        public void rehearse(EvaluationQuestion question) {
            // nothing to load
        }

        @Override
        public Reply ask(EvaluationQuestion question) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> lines(String path, int from, int to) {
            return path.equals("leave.md")
                    ? Optional.of(String.join("\n", LEAVE.lines().toList().subList(from - 1, to)))
                    : Optional.empty();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
