package dev.rill.manual;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.retrieval.Passage;
import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.rights.Reader;
import dev.rill.storage.StorageThreads;
import dev.rill.stream.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain questions find their page of the manual first. */
class ManualSearchTest {
    private static final String QUESTIONS = """
            How do I start the server?                       | running.md
            How do I run it with Docker?                     | running.md
            How do I change the port?                        | running.md
            Which Java version do I need?                    | running.md
            How do I run the tests?                          | running.md
            Can I use a configuration file?                  | configuring.md
            What is the default of RILL_MAX_STREAMS?         | configuring.md
            How are durations written?                       | configuring.md
            How do I ask a question with curl?               | running.md api.md
            Why do I get THREAD_BUSY?                        | api.md
            How long may a message be?                       | api.md
            Which events does a stream have?                 | events.md
            What does the event complete hold?               | events.md
            How do I read the events in JavaScript?          | events.md
            How do I stop an answer?                         | stopping-and-resuming.md
            How can I resume after a lost connection?        | stopping-and-resuming.md
            What is Last-Event-ID?                           | stopping-and-resuming.md
            How do I use the AI SDK with useChat?            | ai-sdk.md
            How do I use CopilotKit?                         | ag-ui.md
            Where are threads stored?                        | threads.md
            How do I use PostgreSQL?                         | threads.md
            How do I delete a conversation?                  | threads.md
            How do I export a conversation?                  | threads.md
            Which document types are supported?              | documents.md
            Can it read HTML files?                          | documents.md
            What happens when I change a document?           | documents.md
            How do I use Ollama?                             | models.md
            How do I use vLLM?                               | models.md
            Does it work without an API key of OpenAI?       | models.md
            How does ranking work?                           | models.md
            How do I write my own workflow?                  | workflows.md
            Which metrics are there?                         | operating.md
            How do I repeat the benchmark?                   | performance.md
            How do I check the health?                       | operating.md
            How do I send traces to OpenTelemetry?           | tracing.md
            How do I make a backup?                          | backups.md
            How do I export all threads of a user?           | backups.md
            How do I configure nginx?                        | operating.md
            What happens when the model server is down?      | failures.md
            What happens when the database is down?          | failures.md
            What does MODEL_STALLED mean?                    | failures.md troubleshooting.md
            Why do I get FORBIDDEN_ORIGIN?                   | troubleshooting.md
            Why does the answer come all at once?            | troubleshooting.md
            How do I make an API key for a user?             | security.md
            How do I switch on HTTPS?                        | security.md
            How do I use it with Open WebUI?                 | openai-clients.md
            How do I use LibreChat?                          | openai-clients.md
            Can several servers share one database?          | many-machines.md operating.md
            What happens when one of the servers dies?       | many-machines.md
            What does previous_response_id do?               | responses.md
            """;

    @TempDir
    static Path folder;

    private static StorageThreads threads;
    private static DocumentIndex index;

    @BeforeAll
    static void open() throws InterruptedException {
        threads = new StorageThreads("manual-test", 2);
        index = EmbeddedIndex.open(DocumentSource.manual(), folder, Optional.empty(), threads);
        assertTrue(index.awaitFirstPass(Duration.ofMinutes(2)));
    }

    @AfterAll
    static void close() {
        index.close();
        threads.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"How do I stop an answer?", "How do I use Ollama?", "Where are threads stored?"})
    void whatEverybodyAsksFindsItsPageFirst(String question) {
        assertTrue(QUESTIONS.lines().anyMatch(line -> line.startsWith(question) && findsItsPage(line)), question);
    }

    @Test
    void nineOfTenPlainQuestionsFindTheirPageFirst() {
        List<String> lost = QUESTIONS.lines().filter(line -> !findsItsPage(line)).toList();
        assertTrue(lost.size() * 10L <= QUESTIONS.lines().count(), lost::toString);
    }

    private static boolean findsItsPage(String line) {
        String question = line.substring(0, line.indexOf('|')).strip();
        List<String> pages = List.of(line.substring(line.indexOf('|') + 1).strip().split(" "));
        List<Passage> best = index.seenBy(Reader.NOBODY).candidates(List.of(question), 1, new Cancellation())
                .getFirst();
        return pages.contains(best.getFirst().path());
    }
}
