package dev.rill;

import com.nimbusds.jose.util.ResourceRetriever;
import dev.rill.chat.Checkpoints;
import dev.rill.chat.Conversations;
import dev.rill.chat.SharedStreams;
import dev.rill.chat.investigation.ChatWorkflow;
import dev.rill.config.RillConfig;
import dev.rill.http.HttpServer;
import dev.rill.http.Issuers;
import dev.rill.http.ListenAddress;
import dev.rill.http.StreamLog;
import dev.rill.http.access.TokenBudget;
import dev.rill.http.body.ApiDocument;
import dev.rill.http.body.RequestBodies;
import dev.rill.http.metrics.CopyMeters;
import dev.rill.http.metrics.DocumentMeters;
import dev.rill.http.metrics.RerankMeters;
import dev.rill.http.metrics.StreamMeters;
import dev.rill.http.openid.OpenId;
import dev.rill.http.paths.Routes;
import dev.rill.http.route.document.DocumentFileRoutes;
import dev.rill.http.route.document.DocumentRoutes;
import dev.rill.http.route.document.SearchRoutes;
import dev.rill.http.route.document.SuggestionRoutes;
import dev.rill.http.route.document.UploadRoutes;
import dev.rill.http.route.operation.HealthRoutes;
import dev.rill.http.route.operation.MonitorRoutes;
import dev.rill.http.route.operation.SharedMonitor;
import dev.rill.http.route.page.ManualRoutes;
import dev.rill.http.route.page.PageConfigRoutes;
import dev.rill.http.route.page.PageRoutes;
import dev.rill.http.route.thread.ThreadRoutes;
import dev.rill.live.LiveStreams;
import dev.rill.live.StreamMonitor;
import dev.rill.live.StreamTimes;
import dev.rill.live.Watchdog;
import dev.rill.model.traced.TracedModel;
import dev.rill.process.Closing;
import dev.rill.process.Ending;
import dev.rill.process.Housekeeping;
import dev.rill.process.IdleCollection;
import dev.rill.retrieval.extraction.PagePictures;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.index.SuggestedQuestions;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.storage.StorageThreads;
import dev.rill.threads.ThreadStore;
import dev.rill.trace.Tracer;
import dev.rill.trace.otel.OtelTracer;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.TextLimits;
import dev.rill.wire.rill.RillCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The running server: everything is made here, and ended here in the order that loses nothing. Started and closed by
 * one thread each.
 */
public final class Rill implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Rill.class.getName());
    /** Each look takes what a stream's thread writes at every token out of its processor's cache. */
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration CHECKPOINT = Duration.ofSeconds(1);
    private static final Duration ABANDONED_SWEEP = Duration.ofSeconds(10);
    private static final Duration ORPHANS = Duration.ofSeconds(1);
    private static final Duration IDLE_LOOK = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration RETENTION_SWEEP = Duration.ofHours(1);
    /** From the end of the drain time on; both together are less than the 30 s that orchestrators give. */
    private static final Duration ENDING = Duration.ofMillis(4500);
    /** Of it: for the listener, the database and the index. */
    private static final Duration CLOSING = Duration.ofSeconds(2);
    /** For which a client may then read nothing of its last event. */
    private static final Duration LAST_EVENT = Duration.ofSeconds(1);
    private static final Duration SMALL_FOLDER = Duration.ofSeconds(3);
    private static final int STORAGE_THREADS = 8;

    private final Closing closing;
    private final RillConfig config;
    private final LiveStreams streams;
    private final HttpServer server;
    private final Optional<Watchdog> sharing;

    /** @param sharing whose viewers can look on at other servers */
    private Rill(Closing closing, RillConfig config, LiveStreams streams, HttpServer server,
                 Optional<Watchdog> sharing) {
        this.sharing = sharing;
        this.closing = closing;
        this.config = config;
        this.streams = streams;
        this.server = server;
    }

    /**
     * Starts and listens.
     *
     * @throws StartException when it cannot, with what the operator should know
     */
    public static Rill start(RillConfig config) {
        return start(config, Protocols.of(config.server()));
    }

    /** @param protocols each made of what the server has */
    static Rill start(RillConfig config, List<Function<ProtocolContext, Protocol>> protocols) {
        Closing closing = new Closing();
        try {
            return start(config, protocols, closing);
        } catch (RuntimeException | Error e) {
            closing.close();
            throw e instanceof StartException known ? known : StartFault.of(e);
        }
    }

    private static Rill start(RillConfig config, List<Function<ProtocolContext, Protocol>> protocols,
                              Closing closing) {
        Clock clock = Clock.systemUTC();
        Optional<Tracer> tracer = config.telemetry().traces()
                ? Optional.of(closing.add(OtelTracer.of(config.telemetry().variables(), version()))) : Optional.empty();
        Watchdog watchdog = closing.add(new Watchdog(TICK));
        StorageThreads storage = closing.add(new StorageThreads("storage", STORAGE_THREADS));
        StartupTask<Models> modelsBeside = closing.add(StartupTask.start(() -> Models.of(config), Models::close));
        StartupTask<ApiDocument> documentBeside =
                closing.add(StartupTask.start(() -> ApiDocument.load(config.chat()), _ -> { }));
        StartupTask<ThreadStore> storeBeside =
                closing.add(StartupTask.start(ThreadStores.holding(config), ThreadStore::close));
        ListenAddress.requireFree(config.server()); // before the documents are indexed, which may take a while
        Models models = modelsBeside.made();
        if (config.replicas().enabled()) {
            storeBeside.made(); // the tables of uploads, too
        }
        Uploading uploading = Uploading.of(config, closing, storage, clock);
        DocumentSource source = closing.add(uploading.beside(DocumentSources.of(config.documents(),
                Optional.of(config.storage().data()), config.storage().data().resolve("sources"), config.network())));
        source.start();
        if (config.storage().databaseUrl().isPresent()) {
            storeBeside.made(); // the tables of the index's vectors, too
        }
        DocumentIndex index = closing.add(DocumentIndexes.open(config, source, models.embedder(), storage));
        ThreadStore store = storeBeside.made();
        StartupTask<Integer> abandoned = closing.add(StartupTask.start(store::interruptAbandoned, _ -> { }));

        StreamMonitor monitor = new StreamMonitor(clock);
        StreamTimes times = new StreamTimes(config.streams().keepAlive(), config.streams().writeStallTimeout(),
                config.streams().staleAfter());
        LiveStreams streams = closing.add(new LiveStreams(limits(config), times, new RillCodec(), monitor, watchdog,
                clock));
        Optional<Copies> copies = store.shared().map(answers -> closing.add(
                Copies.open(config, streams, monitor, store, answers, clock)));
        Conversations conversations = new Conversations(streams, store,
                new ChatWorkflow(tracer.isPresent() ? new TracedModel(models.chat(), config.model().server())
                        : models.chat(), index, models.reranking(), config.chat()),
                config.chat().historyTokens(), clock);

        OptionalLong tokensPerDay = config.model().configured() ? config.limits().tokensPerDay() : OptionalLong.empty();
        if (tokensPerDay.isPresent()) {
            store.countTokens();
        }
        TokenBudget budget = new TokenBudget(tokensPerDay, clock, store::tokensUsed);
        ApiDocument document = documentBeside.made();
        abandoned.made();
        RequestBodies bodies = new RequestBodies(document, config.limits().maxBodyBytes());
        ProtocolContext context = new ProtocolContext(bodies, conversations, streams, store, budget, times, watchdog,
                new TextLimits(config.chat().maxMessageChars(), config.chat().maxSystemMessageChars()), clock, index,
                copies.map(Copies::remote), config.server().sourcesInText().stream()
                        .map(form -> form.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
        List<Protocol> spoken = protocols.stream().map(protocol -> protocol.apply(context)).toList();
        Optional<SharedMonitor> sharedMonitor = store.shared().map(answers -> new SharedMonitor(monitor, answers));
        AtomicBoolean rehearsed = new AtomicBoolean();
        Optional<ResourceRetriever> issuerKeys = config.auth().jwksUrl().flatMap(jwks ->
                config.network().proxyFor(jwks).map(proxy -> closing.add(new ProxiedKeys(jwks, proxy))));
        Optional<OpenId> openId = config.auth().openId().map(settings -> new OpenId(settings,
                config.server().publicUrl(), config.auth().groupsClaim(),
                closing.add(new ProviderClients(config.network())), clock));
        StartNotices.proxies(config);
        UploadRoutes uploads = uploading.routes(index, store, streams::draining);
        List<Routes> routes = new ArrayList<>(List.of(
                new ThreadRoutes(bodies, store, streams, index, clock),
                new DocumentRoutes(index, uploads), uploads,
                new DocumentFileRoutes(index, closing.add(new PagePictures())),
                new SearchRoutes(index, watchdog, config.chat().maxMessageChars()),
                new SuggestionRoutes(new SuggestedQuestions(index)),
                new MonitorRoutes(monitor, sharedMonitor),
                new HealthRoutes(store, index::ready, rehearsed::get, index::goneWithoutNames, index::embeds,
                        config.storage().searchUrl().map(_ -> index::fault), streams::draining, clock),
                new PageRoutes(),
                new ManualRoutes(),
                new PageConfigRoutes(config)));
        spoken.forEach(protocol -> routes.addAll(protocol.routes()));
        Issuers issuers = new Issuers(issuerKeys, openId, store.sessions());
        HttpServer server = closing.add(HttpServer.start(config, document, routes, issuers, registry -> {
            StreamMeters meters = new StreamMeters(registry, spoken.stream().map(Protocol::name).toList());
            meters.active(monitor::activeCount);
            new DocumentMeters(index).register(registry);
            models.reranking().ifPresent(reranking -> new RerankMeters(reranking).register(registry));
            copies.ifPresent(all -> new CopyMeters(all.mirror(), all.remote()).register(registry));
            monitor.onEnd(meters);
        }, tracer));
        monitor.onEnd(new StreamLog());
        Housekeeping housekeeping = closing.add(new Housekeeping());
        uploading.follow(store, index, housekeeping);
        housekeeping.every(CHECKPOINT, "Checkpointing open answers", new Checkpoints(streams, store));
        store.shared().ifPresent(answers -> {
            streams.endUnless(answers::held);
            answers.watch(new SharedStreams(streams, answers));
            answers.tell(sharedMonitor.orElseThrow()::told);
            housekeeping.every(ORPHANS, "Ending the copies of orphaned answers",
                    new OrphanedAnswers(answers, copies.orElseThrow().orphaned()));
        });
        housekeeping.every(ABANDONED_SWEEP, "Looking for abandoned answers", store::interruptAbandoned);
        housekeeping.every(IDLE_LOOK, "Giving memory back", new IdleCollection(monitor::activeCount,
                () -> monitor.metrics().totalStreamsStarted(), IDLE, config.streams().resumeFor(), System::nanoTime,
                System::gc));
        config.storage().retention().ifPresent(age -> housekeeping.every(RETENTION_SWEEP, "Deleting old threads",
                () -> store.deleteInactiveSince(clock.instant().minus(age))));
        awaitDocuments(index);
        StartNotices.hidden(config, index);
        FirstQuestions.ask(bodies, store, index, config, times, watchdog, clock);
        rehearsed.set(true);
        LOGGER.log(System.Logger.Level.INFO, "Rill answers at {0}://{1}:{2} with {3}",
                server.secure() ? "https" : "http",
                config.server().host(), Integer.toString(server.port()), models.chat().name());
        return new Rill(closing, config, streams, server, copies.map(_ -> watchdog));
    }

    /** Of this build. */
    static String version() {
        return Optional.ofNullable(Rill.class.getPackage().getImplementationVersion()).orElse("unknown");
    }

    /** A small folder is indexed before anybody asks; a large one goes on while questions are answered. */
    private static void awaitDocuments(DocumentIndex index) {
        try {
            if (!index.awaitFirstPass(SMALL_FOLDER)) {
                LOGGER.log(System.Logger.Level.INFO, "The documents are still being indexed; not ready yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LiveStreams.Limits limits(RillConfig config) {
        RillConfig.Streams streams = config.streams();
        return new LiveStreams.Limits(streams.maxStreams(),
                config.auth().required() ? streams.maxStreamsPerUser() : LiveStreams.Limits.NO_LIMIT,
                streams.resumeFor(), streams.resumeBytes(), streams.resumeTotalBytes());
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /**
     * Admits nothing more, lets running streams finish for the drain time, ends the rest with an error event, and
     * closes everything. Blocks until then, and at the most some seconds longer than the drain time.
     */
    @Override
    public void close() {
        Ending.within(config.streams().drainTimeout().plus(ENDING), this::close);
    }

    private void close(Ending ending) {
        streams.drain();
        server.leave();
        sharing.ifPresent(Watchdog::dismissViewers);
        try {
            if (!streams.awaitIdle(ending.leftBut(ENDING))) {
                streams.endAll(LAST_EVENT);
                streams.awaitIdle(ending.leftBut(CLOSING));
            }
        } catch (InterruptedException e) {
            streams.endAll(LAST_EVENT);
            Thread.currentThread().interrupt();
        }
        closing.close();
    }
}
