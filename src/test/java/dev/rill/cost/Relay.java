package dev.rill.cost;

import dev.rill.ThreadStores;
import dev.rill.chat.Answer.Ended;
import dev.rill.chat.Conversations.Asked;
import dev.rill.chat.Conversations;
import dev.rill.chat.Question;
import dev.rill.chat.investigation.ChatWorkflow;
import dev.rill.config.RillConfig;
import dev.rill.live.EventOutput;
import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams;
import dev.rill.live.StreamMonitor;
import dev.rill.live.Watchdog;
import dev.rill.model.ModelClient;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Delta;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.openai.OpenAiServer;
import dev.rill.retrieval.DocumentInfo;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.DocumentText;
import dev.rill.retrieval.Passage;
import dev.rill.retrieval.PassageScope;
import dev.rill.retrieval.UnreadFiles;
import dev.rill.rights.Reader;
import dev.rill.rights.Readers;
import dev.rill.server.TestServer;
import dev.rill.stream.Cancellation;
import dev.rill.stream.EventEncoder;
import dev.rill.stream.StreamFixture;
import dev.rill.threads.ThreadStore;
import dev.rill.wire.rill.RillCodec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A token's way from a model server's socket to a client's output, wired as the server wires it, on the thread that
 * calls {@link #answer}: a test's platform thread, whose allocations the JVM counts. Closed by the test.
 */
final class Relay implements AutoCloseable {
    private static final String CHUNK = """
            {"id":"chatcmpl-CjQ3mVx81kPzN0rTbWyUeLs5aHdF2","object":"chat.completion.chunk","created":1780000000,\
            "model":"fake-model","service_tier":"default","system_fingerprint":"fp_50906f2aac","choices":[{"index":0,\
            "delta":{"content":" token"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"x3Kd9aQ"}""";

    private final FakeModel model = FakeModel.start().withoutRecording();
    private final Watchdog watchdog = new Watchdog(Duration.ofMillis(20));
    private final OpenAiServer server;
    private final ModelClient client;
    private final ThreadStore store;
    private final LiveStreams streams;
    private final Conversations conversations;
    private int asked;

    Relay(Path folder) {
        RillConfig config = TestServer.config(folder, TestServer.withModel(model, Map.of()));
        Clock clock = Clock.systemUTC();
        server = new OpenAiServer(config.model(), Optional.empty());
        client = server.chat("fake");
        store = ThreadStores.open(config);
        streams = new LiveStreams(new LiveStreams.Limits(10, 0, Duration.ofMinutes(5), 1 << 20, 1 << 24),
                StreamFixture.TIMES, new RillCodec(), new StreamMonitor(clock), watchdog, clock);
        ChatWorkflow workflow = new ChatWorkflow(client, _ -> new NoDocuments(), config.chat());
        conversations = new Conversations(streams, store, workflow, 1_000, clock);
        server.warmUp();
    }

    /** An answer of so many chunks such as OpenAI sends them. */
    static Answer chunks(int tokens) {
        return Answer.ofDeltas(Collections.nCopies(tokens, new Delta.Data(CHUNK))).withUsage(Optional.empty());
    }

    /** Has the model give an answer, and sends it to a client. */
    Ended answer(Answer script, EventOutput to) {
        return answer(script, stream -> stream.connect(to));
    }

    /** The same in another form than Rill's own. */
    Ended answer(Answer script, EventOutput to, EventEncoder encoder) {
        return answer(script, stream -> stream.connect(to, encoder));
    }

    private Ended answer(Answer script, Consumer<LiveStream> connect) {
        model.enqueue(script);
        Question question = new Question("", Reader.NOBODY, "thread-" + asked++, "How?", Optional.empty(), false);
        return switch (conversations.ask(question, "rill")) {
            case Asked.Accepted(var answer) -> {
                connect.accept(answer.stream());
                yield answer.run();
            }
            case Asked.Before before -> throw new AssertionError(before);
            case Asked.KeyTaken taken -> throw new AssertionError(taken);
            case Asked.Refused refused -> throw new AssertionError(refused);
        };
    }

    @Override
    public void close() {
        streams.close();
        watchdog.close();
        client.close();
        server.close();
        store.close();
        model.close();
    }

    private static final class NoDocuments implements DocumentLibrary {
        @Override
        public Readers readers(String path) {
            return Readers.EVERYBODY;
        }

        @Override
        public boolean shows(String path, Readers cited) {
            return true;
        }

        @Override
        public List<DocumentInfo> documents() {
            return List.of();
        }

        @Override
        public Optional<DocumentText> text(String path, OptionalInt from, OptionalInt to) {
            return Optional.empty();
        }

        @Override
        public List<List<Passage>> candidates(List<String> queries, PassageScope scope, int limit,
                                              Cancellation cancellation) {
            throw new AssertionError("a model that answers at once does not search");
        }

        @Override
        public UnreadFiles unread() {
            return UnreadFiles.NONE;
        }
    }
}
