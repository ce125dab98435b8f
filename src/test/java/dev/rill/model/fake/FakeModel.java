package dev.rill.model.fake;

import dev.rill.launch.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An OpenAI-compatible model server on a real socket whose answers and faults are data. Chat completions are answered
 * by the scripts in the queue, then by the default; {@code /models} and {@code /embeddings} by themselves, unless
 * {@link #otherwise} says what they do. Any thread; whoever started it closes it.
 */
public final class FakeModel implements AutoCloseable {
    private final ServerSocket server;
    private final String scheme;
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final Queue<Effect> onAccept = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<RecordedRequest> unseen = new LinkedBlockingQueue<>();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<FakeConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Function<RecordedRequest, Script> byDefault = request -> Answer.of("Hello", " ", "there");
    private volatile Function<RecordedRequest, Optional<Script>> otherwise = request -> Optional.empty();
    private volatile List<String> models = List.of("fake-model");
    private volatile boolean recording = true;
    private volatile boolean closing;
    private final Thread acceptor = Thread.ofVirtual().name("fake-model-accept").unstarted(this::accept);

    private FakeModel(ServerSocket server, String scheme) {
        this.server = server;
        this.scheme = scheme;
    }

    public static FakeModel start() {
        return start(0);
    }

    public static FakeModel start(int port) {
        try {
            return serve(new ServerSocket(), port, "http");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On an unbound server socket, such as one that speaks TLS. */
    public static FakeModel serve(ServerSocket server, int port, String scheme) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 4096);
        FakeModel model = new FakeModel(server, scheme);
        model.acceptor.start();
        return model;
    }

    public URI baseUrl() {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What the next chat completions do, one each. */
    public FakeModel enqueue(Script... next) {
        scripts.addAll(List.of(next));
        return this;
    }

    /** Takes back what was to be done and was not asked for, and forgets the requests so far. */
    public FakeModel reset() {
        scripts.clear();
        requests.clear();
        unseen.clear();
        return this;
    }

    /** What the next connections do before anything is read from them, one each. */
    public FakeModel onAccept(Effect... next) {
        onAccept.addAll(List.of(next));
        return this;
    }

    /** What chat completions do when the queue is empty. */
    public FakeModel byDefault(Function<RecordedRequest, Script> script) {
        byDefault = script;
        return this;
    }

    public FakeModel byDefault(Script script) {
        return byDefault(request -> script);
    }

    /** What other routes do; an empty result leaves it to the fake. */
    public FakeModel otherwise(Function<RecordedRequest, Optional<Script>> script) {
        otherwise = script;
        return this;
    }

    /** What {@code /models} lists. */
    public FakeModel models(String... ids) {
        models = List.of(ids);
        return this;
    }

    /** Keeps no requests from now on, for runs that last. */
    public FakeModel withoutRecording() {
        recording = false;
        return this;
    }

    /** All requests so far. */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** The next request that was not yet taken; waits for it. */
    public RecordedRequest takeRequest() throws InterruptedException {
        RecordedRequest request = unseen.poll(Guard.SECONDS, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    /** How many connections were ever accepted. */
    public int accepted() {
        return accepted.get();
    }

    /** The connections that neither side closed. */
    public Set<FakeConnection> openConnections() {
        return Set.copyOf(open);
    }

    /** No connection is accepted once this returns. */
    @Override
    public void close() {
        closing = true;
        try {
            server.close();
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(FakeConnection::close);
    }

    Script script(RecordedRequest request) {
        if (request.route().endsWith("/chat/completions")) {
            Script next = scripts.poll();
            return next != null ? next : byDefault.apply(request);
        }
        return otherwise.apply(request).orElseGet(() -> OtherRoutes.answer(request, models));
    }

    void record(RecordedRequest request) {
        if (recording) {
            requests.add(request);
            unseen.add(request);
        }
    }

    void forget(FakeConnection connection) {
        open.remove(connection);
    }

    private void accept() {
        while (!closing) {
            try {
                Socket socket = server.accept();
                if (closing) {
                    // a socket that is closed may still accept what came before
                    socket.close();
                    return;
                }
                socket.setTcpNoDelay(true);
                accepted.incrementAndGet();
                FakeConnection connection = new FakeConnection(this, socket);
                open.add(connection);
                connection.serve(Optional.ofNullable(onAccept.poll()));
            } catch (IOException e) {
                // closed here, or the peer was gone before it was accepted
            }
        }
    }
}
