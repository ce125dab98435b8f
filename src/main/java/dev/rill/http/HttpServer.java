package dev.rill.http;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.rill.config.RillConfig;
import dev.rill.http.access.Authenticator;
import dev.rill.http.access.Cors;
import dev.rill.http.access.OwnPages;
import dev.rill.http.access.Proxies;
import dev.rill.http.access.RequestRate;
import dev.rill.http.access.ServerNames;
import dev.rill.http.body.ApiDocument;
import dev.rill.http.body.BodyMemory;
import dev.rill.http.connection.AddressConnections;
import dev.rill.http.connection.ConnectionDeadlines;
import dev.rill.http.connection.FloodingAddresses;
import dev.rill.http.connection.Http1Fallback;
import dev.rill.http.connection.Http2Protocol;
import dev.rill.http.connection.ListeningSocket;
import dev.rill.http.connection.OpenGates;
import dev.rill.http.connection.ServerTls;
import dev.rill.http.connection.WatchingSelector;
import dev.rill.http.message.Http1Requests;
import dev.rill.http.message.RequestHead;
import dev.rill.http.metrics.ProcessMeters;
import dev.rill.http.metrics.RequestMeters;
import dev.rill.http.metrics.VirtualThreadMeters;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.RouteTable;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.ProblemForm;
import dev.rill.http.response.ProblemResponses;
import dev.rill.http.response.StandardHeaders;
import dev.rill.http.route.session.OpenIdRoutes;
import dev.rill.http.route.session.SessionRoutes;
import dev.rill.http.session.SignIn;
import dev.rill.trace.Tracer;
import io.helidon.common.mapper.MapperManager;
import io.helidon.common.mapper.Mappers;
import io.helidon.common.socket.SocketOptions;
import io.helidon.config.Config;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Metrics;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The listener with all its limits, and what every request passes. Started and closed by its owner's thread; closing
 * waits shortly for requests that are still being answered, so end streams before.
 */
public final class HttpServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int MAX_REQUEST_LINE_BYTES = 4096;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    /** What the kernel holds for a client that does not read: without a limit it is megabytes. */
    private static final int SEND_BUFFER_BYTES = 48 * 1024;
    /** What the kernel takes before anybody has looked at it. */
    private static final int RECEIVE_BUFFER_BYTES = 128 * 1024;
    /** As large as networks have them: within a machine a client's kernel would take megabytes ahead of that. */
    private static final int SEGMENT_BYTES = 8 * 1024;
    /** A stream gathers its own frames, and 4 KiB for each idle one would be most of its memory. */
    private static final int UNBUFFERED = 0;
    private static final int CONNECTIONS_BESIDE_STREAMS = 8000;
    private static final int LEAST_CONNECTIONS = 100;
    private static final int OWN_DESCRIPTORS = 300;
    /** For answers that are no streams; the server beneath has it twice, for connections and for what runs on them. */
    private static final Duration STOP_GRACE = Duration.ofMillis(750);

    private final WebServer server;
    private final RouteTable table;
    private final ConnectionDeadlines deadlines;
    private final OpenGates gates;
    private final boolean tls;

    private HttpServer(WebServer server, RouteTable table, ConnectionDeadlines deadlines, OpenGates gates,
                       boolean tls) {
        this.server = server;
        this.table = table;
        this.deadlines = deadlines;
        this.gates = gates;
        this.tls = tls;
    }

    /**
     * Listens when it returns.
     *
     * @param routes  what there is beside signing in and the server's own features
     * @param issuers who tells of users
     * @param meters  called once, before the first request, to register meters
     * @param tracer  collects traces; its maker closes it
     * @throws ListenAddress.NotToBeHadException when it cannot listen there
     */
    public static HttpServer start(RillConfig config, ApiDocument document, List<? extends Routes> routes,
                                   Issuers issuers, Consumer<MeterRegistry> meters, Optional<Tracer> tracer) {
        return start(config, document, routes, issuers, meters, tracer, ConnectionDeadlines.Limits.DEFAULT,
                BodyMemory.ofHeap());
    }

    static HttpServer start(RillConfig config, ApiDocument document, List<? extends Routes> routes,
                            Issuers issuers, Consumer<MeterRegistry> moreMeters, Optional<Tracer> tracer,
                            ConnectionDeadlines.Limits limits, BodyMemory memory) {
        // else Helidon looks for files, variables and services of its own
        Config.global(Config.empty());
        GlobalServiceRegistry.registry(HttpServer::fewServices);
        RillConfig.Server settings = config.server();
        ConnectionDeadlines deadlines = new ConnectionDeadlines(limits, config.streams().writeStallTimeout());
        try {
            InetAddress address = ListenAddress.of(settings);
            Cors cors = new Cors(settings.corsOrigins());
            StandardHeaders standard = new StandardHeaders(cors);
            RequestMeters meters = new RequestMeters();
            Proxies proxies = new Proxies(settings.trustedProxies());
            OwnPages pages = new OwnPages(new ServerNames(settings.allowedHosts(), address), cors);
            Optional<SignIn> signIn = config.auth().required()
                    ? Optional.of(SignIn.of(config.auth(), issuers.keys(), config.storage().data(),
                            issuers.sessions(), pages, Clock.systemUTC()))
                    : Optional.empty();
            RouteTable table = table(List.of(new SessionRoutes(signIn, issuers.openId(), proxies),
                    new OpenIdRoutes(issuers.openId().flatMap(openId -> signIn.map(users ->
                            new OpenIdRoutes.Providing(openId, users))), proxies)), routes);
            long longest = table.longestBody(config.limits().maxBodyBytes());
            ProblemResponses problems = new ProblemResponses(standard, meters,
                    path -> table.find(path).map(Route::refusals).orElse(ProblemForm.RFC_9457));
            RequestFilter edge = new RequestFilter(table, standard, cors, pages, proxies,
                    signIn.<Authenticator>map(users -> users).orElse(Authenticator.ANYBODY),
                    new RequestRate(config.limits().rateLimit(), System::nanoTime), deadlines, problems,
                    meters, memory, new BodyLimit(config.limits().maxBodyBytes()), tracer);
            WebServerConfig.Builder builder = WebServer.builder()
                    .address(address)
                    .port(settings.port())
                    .backlog(BACKLOG)
                    .shutdownHook(false)
                    .shutdownGracePeriod(STOP_GRACE)
                    .useNio(false)
                    .writeQueueLength(0)
                    .writeBufferSize(UNBUFFERED)
                    .maxPayloadSize(longest)
                    .maxTcpConnections(mostConnections(config.streams().maxStreams()))
                    .connectionOptions(deadlines.watching(SocketOptions.builder()
                            .tcpNoDelay(true)
                            .socketSendBufferSize(SEND_BUFFER_BYTES)
                            .socketReceiveBufferSize(RECEIVE_BUFFER_BYTES)
                            .build(), new AddressConnections(config.limits().connectionsPerAddress(),
                                    proxies::countedAs),
                            new FloodingAddresses(proxies::countedAs, System::nanoTime)))
                    .contentEncoding(ContentEncodingContext.builder().contentEncodingsDiscoverServices(false).build())
                    .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                    .directHandlers(problems.directHandlers())
                    .featuresDiscoverServices(false)
                    .addFeature(document.feature())
                    .addFeature(metrics())
                    .routing(routing -> {
                        routing.addFilter(edge);
                        problems.install(routing);
                        table.register(routing);
                    });
            settings.tlsKeystore().ifPresent(file -> builder.tls(ServerTls.load(file, settings.tlsPassword())));
            OpenGates gates = new OpenGates();
            deadlines.watch(gates);
            protocols(builder, config, longest, deadlines, gates);
            WebServer server = builder.build();
            registerMeters(moreMeters, meters);
            server.start();
            if (!server.isRunning()) { // Helidon does not throw why
                throw ListenAddress.taken(settings);
            }
            ListeningSocket.limitSegments(server.port(), SEGMENT_BYTES);
            return new HttpServer(server, table, deadlines, gates, settings.tlsKeystore().isPresent());
        } catch (RuntimeException e) {
            deadlines.close();
            throw e;
        }
    }

    /**
     * All before the first request, and last those that Micrometer adds to by itself; {@link RequestMeters} says why.
     */
    private static void registerMeters(Consumer<MeterRegistry> more, RequestMeters requests) {
        VirtualThreadMeters.register(Metrics.globalRegistry());
        more.accept(Metrics.globalRegistry());
        requests.register();
        ProcessMeters.register(Metrics.globalRegistry());
    }

    /** What Helidon itself asks a registry for. To look for more takes a twentieth of a start. */
    static ServiceRegistry fewServices() {
        return ServiceRegistryManager.create(ServiceRegistryConfig.builder()
                .discoverServices(false)
                .discoverServicesFromServiceLoader(false)
                .putContractInstance(Config.class, Config.empty())
                .putContractInstance(MapperManager.class, Mappers.builder()
                        .mapperProvidersDiscoverServices(false)
                        .mappersDiscoverServices(false)
                        .build())
                .build()).registry();
    }

    /** What a request may hold is bounded before the server beneath sees it; its own bounds are behind that. */
    private static void protocols(WebServerConfig.Builder builder, RillConfig config, long longest,
                                  ConnectionDeadlines deadlines, OpenGates gates) {
        Http1Requests.Limits limits = new Http1Requests.Limits(
                new RequestHead.Limits(MAX_REQUEST_LINE_BYTES, MAX_HEADER_BYTES), longest);
        builder.protocolsDiscoverServices(false)
                .addConnectionSelector(WatchingSelector.http1(new Http1Fallback(Http1ConnectionSelector.builder()
                        .config(Http1Config.builder()
                                // a query is encoded to three times its length
                                .maxPrologueLength(4 * MAX_REQUEST_LINE_BYTES)
                                .maxHeadersSize(2 * MAX_HEADER_BYTES)
                                .receiveLog(false) // would ask the logger at every write
                                .sendLog(false)
                                .build())
                        .build()), limits, deadlines))
                .addConnectionSelector(Http2Protocol.selector(MAX_HEADER_BYTES, MAX_REQUEST_LINE_BYTES,
                        config.streams().writeStallTimeout(), deadlines, gates));
    }

    private static RouteTable table(List<Routes> signingIn, List<? extends Routes> routes) {
        List<Routes> all = new ArrayList<>(signingIn);
        all.add(new FeatureRoutes());
        all.addAll(routes);
        return new RouteTable(all);
    }

    /**
     * Enough for all streams and for those who are refused, and never so many that the process runs out of descriptors:
     * the listener ends when it cannot accept. A stream needs a second one for its model.
     */
    private static int mostConnections(int streams) {
        int wanted = 2 * streams + CONNECTIONS_BESIDE_STREAMS;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long left = (system.getMaxFileDescriptorCount() - OWN_DESCRIPTORS) / 2;
            return (int) Math.clamp(left, LEAST_CONNECTIONS, wanted);
        }
        return wanted;
    }

    /** Only {@code /metrics}; the other things that could be observed are not served. */
    private static ObserveFeature metrics() {
        MetricsConfig metrics = MetricsConfig.builder()
                .permitAll(true)
                .build();
        return ObserveFeature.just(MetricsObserver.builder().endpoint("/metrics").metricsConfig(metrics).build());
    }

    public int port() {
        return server.port();
    }

    RouteTable table() {
        return table;
    }

    /** Whether it speaks HTTPS. */
    public boolean secure() {
        return tls;
    }

    /** Tells HTTP/2 clients that no more requests are taken over their connections; what runs is answered. */
    public void leave() {
        gates.leave();
    }

    @Override
    public void close() {
        gates.leave();
        server.stop();
        table.close();
        deadlines.close();
    }
}
