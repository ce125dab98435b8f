package dev.rill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.evaluation.EvaluationOptions;
import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.KeyFile;
import dev.rill.server.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verb, with real documents, servers and a model server. */
class EvaluateTest {
    private static final String QUESTIONS = """
            language: en
            questions:
              - id: leave
                question: How many days of annual leave do I get?
                file: leave.md
                text: 30 days
              - question: And how do I ask for them?
                follows: leave
                file: leave.md
                text: hr-bot
              - question: Which printer prints in colour?
                file: printers.md
                text: third floor
              - question: Quidditch <script>alert(1)</script>
                answerable: false
            """;

    @TempDir
    private Path folder;

    private Path documents;
    private Path questions;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws IOException {
        documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("leave.md"), """
                # Annual leave

                Everybody gets 30 days of annual leave.

                ## How do I ask for annual leave?

                Write to hr-bot, two weeks before the first of the days.
                """);
        Files.writeString(documents.resolve("printers.md"), """
                # Printers

                The printer on the third floor prints in colour.
                """);
        questions = Files.writeString(folder.resolve("questions.yaml"), QUESTIONS);
    }

    @Test
    void aFolderIsMeasured() throws Exception {
        Path json = folder.resolve("run.json");
        assertEquals(Evaluate.MET, evaluate("--json", json.toString()), this::said);
        JsonNode run = new JsonMapper().readTree(Files.readString(json));
        JsonNode all = run.path("groups").path("all");
        assertEquals(1.0, all.path("hit@1").path("value").doubleValue(), said());
        assertEquals(3, all.path("hit@1").path("of").intValue());
        assertEquals(1.0, all.path("citations").path("value").doubleValue(), said());
        assertEquals(1.0, all.path("refused").path("value").doubleValue(), said());
        assertTrue(all.path("quoted").path("value").doubleValue() > 0.6, said());
        assertEquals(1, run.path("groups").path("follow-ups").path("hit@1").path("of").intValue());
        assertEquals("leave.md", run.path("results").path(1).path("sources").path(0).path("path").stringValue());
        assertTrue(said().contains("hit@1"));
        assertEquals("", err.toString(StandardCharsets.UTF_8), "nothing is said where there is no terminal");
    }

    @Test
    void theProcessEndsByTheThresholds() throws Exception {
        assertEquals(Evaluate.MET, evaluate("--threshold", "hit@1=100%", "--threshold", "follow-ups.hit@7=1"),
                this::said);
        assertEquals(Evaluate.MISSED, evaluate("--threshold", "search.p50=0ms"), this::said);
        assertTrue(said().contains("MISSED"));
        assertEquals(Evaluate.MISSED, evaluate("--threshold", "useful=1%"), "nothing was judged");
        Files.writeString(questions, "thresholds: {failed: 0, failed: 1}\n" + QUESTIONS);
        assertEquals(Evaluate.WRONG, evaluate());
    }

    @Test
    void aThresholdOfTheCommandLineIsInThePlaceOfTheFiles() throws Exception {
        Files.writeString(questions, "thresholds: {search.p50: 0ms}\n" + QUESTIONS);
        assertEquals(Evaluate.MISSED, evaluate());
        assertEquals(Evaluate.MET, evaluate("--threshold", "search.p50=1000s"), this::said);
    }

    @Test
    void aRunIsComparedWithAnEarlierOne() throws Exception {
        Path json = folder.resolve("run.json");
        assertEquals(Evaluate.MET, evaluate("--json", json.toString()));
        Files.writeString(documents.resolve("printers.md"), "# Printers\n\nThere is one, and it prints in black.\n");
        assertEquals(Evaluate.MET, evaluate("--compare", json.toString(), "--misses"));
        assertTrue(said().contains(": 0 better, 1 worse, 3 the same (sign test: p = 1.0, which may be chance)."),
                this::said);
        assertTrue(said().contains("Which printer prints in colour?\n        expected text not there"), this::said);
        Files.writeString(json, "{}");
        assertEquals(Evaluate.WRONG, evaluate("--compare", json.toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("is no JSON that an evaluation wrote"));
    }

    @Test
    void thePageHoldsEveryQuestionAndNoMarkupOfTheirs() throws Exception {
        Path html = folder.resolve("run.html");
        evaluate("--html", html.toString());
        String page = Files.readString(html);
        assertTrue(page.contains("How many days of annual leave do I get?"));
        assertTrue(page.contains("Quidditch &lt;script&gt;alert(1)&lt;/script&gt;"));
        assertFalse(page.contains("<script>alert"));
        assertTrue(page.contains("<mark>30 days</mark>"));
        assertFalse(page.contains(" src=") || page.contains("url(") || page.contains("@import"),
                "it needs nothing else");
    }

    @Test
    void aReportThatCannotBeWrittenIsToldBeforeAnythingIsAsked() throws Exception {
        assertEquals(Evaluate.WRONG, evaluate("--html", folder.resolve("gone/run.html").toString()));
        assertEquals("There is no folder " + folder.resolve("gone") + " for the report.\n", said());
        assertEquals(Evaluate.WRONG, evaluate("--json", documents.toString()));
        assertEquals("The report " + documents + " cannot be written.\n", said());
    }

    @Test
    void aDocumentThatIsNotThereIsReportedWithItsLine() throws Exception {
        Files.delete(documents.resolve("printers.md"));
        assertEquals(Evaluate.WRONG, evaluate());
        assertEquals("questions.yaml line 11: there is no document printers.md\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aServerIsMeasuredWithItsKeyAndIsLeftAsItWas() throws Exception {
        Path keys = KeyFile.write(folder, "alice alices-key-of-some-length");
        try (TestServer server = TestServer.start(Map.of("RILL_DOCUMENTS", documents.toString(), "RILL_AUTH_KEYS",
                keys.toString()))) {
            String address = "http://localhost:" + server.port();
            assertEquals(Evaluate.NOT_RUN, evaluateAt(address), this::said);
            assertTrue(err.toString(StandardCharsets.UTF_8).contains("it wants a key; give --key"));
            assertEquals(Evaluate.NOT_RUN, evaluateAt(address, "--key", "wrong"));
            Path key = Files.writeString(folder.resolve("key"), "alices-key-of-some-length\n");
            assertEquals(Evaluate.MET, evaluateAt(address, "--key", "@" + key, "--threshold", "hit@1=100%",
                    "--threshold", "citations=100%", "--threshold", "follow-ups.hit@1=100%"), this::said);
            String threads = RawHttp.call(server.port(), "GET", "/threads",
                    Map.of("Authorization", "Bearer alices-key-of-some-length"), null).text();
            assertTrue(threads.contains("\"total\":0"), threads);
        }
        assertEquals(Evaluate.NOT_RUN, evaluateAt("http://localhost:1"));
    }

    @Test
    void aModelAnswersAndJudges() throws Exception {
        try (FakeModel model = FakeModel.start()) {
            model.byDefault(request -> request.body().contains("You judge answers")
                    ? Answer.of("{\"useful\": " + request.body().contains("hr-bot [1]") + ", \"reason\": \"because\"}")
                    : Answer.of("Write to hr-bot [1]."));
            Map<String, String> environment = Map.of("RILL_SEARCH", "always");
            Path json = folder.resolve("run.json");
            assertEquals(Evaluate.MET, evaluate(TestServer.withModel(model, environment),
                    List.of("--judge", "--documents",
                    documents.toString(), "--json", json.toString(), "--threshold", "useful=1")), this::said);
            JsonNode run = new JsonMapper().readTree(Files.readString(json));
            assertEquals("fake", run.path("judge").stringValue());
            assertEquals("because", run.path("results").path(0).path("judgement").path("reason").stringValue());
            assertEquals(0.0, run.path("groups").path("all").path("refused").path("value").doubleValue());
            assertTrue(said().contains("the judgement of a model (fake), which may be wrong"), this::said);
        }
        assertEquals(Evaluate.WRONG, evaluate("--judge"), "there is no model");
    }

    @Test
    void aSetInTheFormatOfBeirIsSearched() throws Exception {
        Path beir = Files.createDirectories(folder.resolve("beir/qrels")).getParent();
        Files.writeString(beir.resolve("corpus.jsonl"), """
                {"_id": "1/a", "title": "Leave", "text": "Everybody gets thirty days of leave."}
                {"_id": "2", "title": "", "text": "The printer prints in colour."}
                """);
        Files.writeString(beir.resolve("queries.jsonl"), """
                {"_id": "q1", "text": "days of leave"}
                {"_id": "q2", "text": "not judged"}
                """);
        Files.writeString(beir.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq1\t1/a\t2\nq1\t2\t0\n");
        assertEquals(Evaluate.MET, evaluate(Map.of(), List.of("--beir", beir.toString(), "--threshold", "ndcg@10=1"),
                false),
                this::said);
        assertTrue(said().startsWith("1 questions of beir to "), this::said);
        Files.writeString(beir.resolve("corpus.jsonl"), "{}\n{\n");
        assertEquals(Evaluate.WRONG, evaluate(Map.of(), List.of("--beir", beir.toString()), false));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("corpus.jsonl line 2 is not JSON"));
    }

    @Test
    void theManualAnswersItsQuestions() throws Exception {
        questions = Path.of("src/test/resources/evaluation/manual.yaml");
        assertEquals(Evaluate.MET, evaluate(Map.of(), List.of("--misses")), this::said);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private int evaluate(String... more) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--documents", documents.toString()));
        arguments.addAll(List.of(more));
        return evaluate(Map.of(), arguments);
    }

    private int evaluateAt(String server, String... more) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--server", server));
        arguments.addAll(List.of(more));
        return evaluate(Map.of(), arguments);
    }

    private int evaluate(Map<String, String> environment, List<String> arguments) throws InterruptedException {
        return evaluate(environment, arguments, true);
    }

    private int evaluate(Map<String, String> environment, List<String> arguments, boolean withFile)
            throws InterruptedException {
        List<String> all = new ArrayList<>(withFile ? List.of(questions.toString()) : List.of());
        all.addAll(arguments);
        EvaluationOptions options = assertInstanceOf(EvaluationOptions.Reading.Read.class, EvaluationOptions.read(all))
                .options();
        out.reset();
        err.reset();
        return new Evaluate(TestServer.config(folder, environment), options,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false).run();
    }
}
