package dev.rill.http;

import dev.rill.ThreadStores;
import dev.rill.chat.Conversations;
import dev.rill.chat.investigation.ChatWorkflow;
import dev.rill.config.ConfigLoader;
import dev.rill.config.LoadedConfig;
import dev.rill.config.RillConfig;
import dev.rill.http.access.TokenBudget;
import dev.rill.http.body.ApiDocument;
import dev.rill.http.body.BodyMemory;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.connection.ConnectionDeadlines;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.route.document.DocumentFileRoutes;
import dev.rill.http.route.document.DocumentRoutes;
import dev.rill.http.route.document.SearchRoutes;
import dev.rill.http.route.document.SuggestionRoutes;
import dev.rill.http.route.document.UploadRoutes;
import dev.rill.http.route.operation.HealthRoutes;
import dev.rill.http.route.operation.MonitorRoutes;
import dev.rill.http.route.page.ManualRoutes;
import dev.rill.http.route.page.PageConfigRoutes;
import dev.rill.http.route.page.PageRoutes;
import dev.rill.http.route.thread.ThreadRoutes;
import dev.rill.live.LiveStreams;
import dev.rill.live.StreamMonitor;
import dev.rill.live.StreamTimes;
import dev.rill.live.Watchdog;
import dev.rill.model.ExtractiveAnswerer;
import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.extraction.PagePictures;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.index.SuggestedQuestions;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.retrieval.upload.UploadLimits;
import dev.rill.retrieval.upload.Uploads;
import dev.rill.storage.StorageThreads;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Source;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.Talk;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.TextLimits;
import dev.rill.wire.agui.AgUiProtocol;
import dev.rill.wire.aisdk.AiSdkProtocol;
import dev.rill.wire.langgraph.LangGraphProtocol;
import dev.rill.wire.mcp.McpProtocol;
import dev.rill.wire.openai.OpenAiProtocol;
import dev.rill.wire.rill.RillCodec;
import dev.rill.wire.rill.RillProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The real listener with all routes, over a real store and real documents; {@code /chat} only says what it was asked.
 */
public final class ServerFixture implements AutoCloseable {
    public final SwitchedStore store;
    final AtomicBoolean indexReady = new AtomicBoolean(true);
    final AtomicBoolean rehearsed = new AtomicBoolean(true);
    final AtomicBoolean draining = new AtomicBoolean();
    final RillConfig config;
    final LiveStreams streams;
    final DocumentIndex index;
    private final Uploads uploads;
    private final PagePictures pictures = new PagePictures();
    private final Watchdog watchdog = new Watchdog(Duration.ofMillis(50));
    private final StorageThreads storage = new StorageThreads("test-index", 2);
    private final HttpServer server;

    private ServerFixture(Map<String, String> settings, ConnectionDeadlines.Limits limits, BodyMemory memory,
                          Path folder) throws IOException {
        config = config(settings, folder);
        store = new SwitchedStore(ThreadStores.open(config));
        Path documents = Files.createDirectories(folder.resolve("documents/sub folder"));
        Files.writeString(documents.resolve("ä #1.md"), "# Über\n\nline three\nline four\n");
        Files.writeString(documents.getParent().resolve("plain.txt"), "one\ntwo\nthree\n");
        Clock clock = Clock.systemUTC();
        StreamTimes times = new StreamTimes(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(5));
        StreamMonitor monitor = new StreamMonitor(clock);
        streams = new LiveStreams(new LiveStreams.Limits(10, 0, Duration.ofMinutes(5), 1 << 20, 1 << 24), times,
                new RillCodec(), monitor, watchdog, clock);
        uploads = Uploads.open(folder.resolve("uploads"), new UploadLimits(40 << 20, 10 << 20, 200, 1 << 30),
                Optional.empty(), storage, clock, Optional.empty());
        index = EmbeddedIndex.open(DocumentSource.withUploads(DocumentSource.folder(documents.getParent()), uploads),
                folder.resolve("index"),
                Optional.empty(), storage);
        ApiDocument document = ApiDocument.load(config.chat());
        RequestBodies bodies = new RequestBodies(document, config.limits().maxBodyBytes());
        Conversations conversations = new Conversations(streams, store, new ChatWorkflow(new ExtractiveAnswerer(),
                index, config.chat()), config.chat().historyTokens(), clock);
        ProtocolContext context = new ProtocolContext(bodies, conversations, streams, store,
                new TokenBudget(OptionalLong.empty(), clock, store::tokensUsed), times, watchdog,
                new TextLimits(config.chat().maxMessageChars(), config.chat().maxSystemMessageChars()), clock, index,
                Optional.empty(), Set.of());
        Protocol rill = new RillProtocol(context);
        List<Routes> routes = new ArrayList<>();
        routes.addAll(new McpProtocol(context).routes());
        rill.routes().forEach(asked -> routes.add(() -> echoing(asked, bodies)));
        routes.addAll(new OpenAiProtocol(context).routes());
        routes.addAll(new AiSdkProtocol(context).routes());
        routes.addAll(new AgUiProtocol(context).routes());
        routes.addAll(new LangGraphProtocol(context).routes());
        routes.add(new ThreadRoutes(bodies, store, streams, index, clock));
        UploadRoutes taken = new UploadRoutes(Optional.of(uploads), index, store, Duration.ofSeconds(10),
                draining::get, clock);
        routes.add(new DocumentRoutes(index, taken));
        routes.add(taken);
        routes.add(new DocumentFileRoutes(index, pictures));
        routes.add(new SearchRoutes(index, watchdog, config.chat().maxMessageChars()));
        routes.add(new SuggestionRoutes(new SuggestedQuestions(index)));
        routes.add(new HealthRoutes(store, indexReady::get, rehearsed::get, () -> index.unread().gone(), index::embeds,
                Optional.empty(), draining::get, clock));
        routes.add(new MonitorRoutes(monitor, Optional.empty()));
        routes.add(new PageRoutes());
        routes.add(new ManualRoutes());
        routes.add(new PageConfigRoutes(config));
        server = HttpServer.start(config, document, routes, Issuers.NONE, _ -> { }, Optional.empty(), limits, memory);
    }

    public static ServerFixture start(Path folder) throws IOException {
        return start(folder, Map.of());
    }

    public static ServerFixture start(Path folder, Map<String, String> settings) throws IOException {
        return start(folder, settings, BodyMemory.ofHeap());
    }

    /** @param memory what large bodies may hold */
    public static ServerFixture start(Path folder, Map<String, String> settings, BodyMemory memory) throws IOException {
        return new ServerFixture(settings, ConnectionDeadlines.Limits.DEFAULT, memory, folder);
    }

    public static ServerFixture start(Path folder, Map<String, String> settings, ConnectionDeadlines.Limits limits)
            throws IOException {
        return new ServerFixture(settings, limits, BodyMemory.ofHeap(), folder);
    }

    /** A question and how its answer ended. */
    public void ask(String owner, String threadId, String id, String question, String answer, MessageStatus status,
             String errorCode, List<Source> sources) {
        Instant now = Instant.parse("2026-03-01T12:00:00.123456Z");
        store.accept(Talk.asked(owner, threadId, id + "-q", id + "-a", question, now), 0);
        store.finish(owner, new FinishedAnswer(id + "-a", answer, status, errorCode, sources, Optional.empty(), now,
                10, 1, status == MessageStatus.COMPLETE ? Optional.of(FinishReason.STOP) : Optional.empty()),
                () -> false);
    }

    int port() {
        return server.port();
    }

    /** Every route that it answers. */
    List<Route> routes() {
        return server.table().routes().stream().filter(Route::isSomething).toList();
    }

    private static List<Route> echoing(Routes asked, RequestBodies bodies) {
        return asked.routes().stream().map(route -> route.pattern().equals("/chat")
                ? Route.of(route.pattern(), route.access()).post((request, response) -> response.send(
                        bodies.read(request, bodies.schema("ChatRequest")).get("message").stringValue()))
                : route).toList();
    }

    static RillConfig config(Map<String, String> settings, Path folder) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putIfAbsent("PORT", "0");
        return switch (ConfigLoader.load(environment, folder)) {
            case LoadedConfig.Loaded loaded -> loaded.config();
            case LoadedConfig.Invalid invalid -> throw new IllegalArgumentException(invalid.errors().toString());
        };
    }

    public RawHttp.Response call(String method, String path) {
        return call(method, path, Map.of(), null);
    }

    public RawHttp.Response call(String method, String path, Map<String, String> headers, String body) {
        try {
            return RawHttp.call(port(), method, path, headers,
                    body == null ? null : body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawHttp.Response json(String method, String path, String body) {
        return call(method, path, Map.of("Content-Type", "application/json"), body);
    }

    @Override
    public void close() {
        server.close();
        streams.close();
        watchdog.close();
        pictures.close();
        index.close();
        uploads.close();
        store.close();
        storage.close();
    }
}
