package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.fuzz.FuzzTarget;
import dev.rill.http.problem.ProblemCode;
import dev.rill.launch.Guard;
import dev.rill.live.Identities;
import dev.rill.live.LiveStream;
import dev.rill.live.LiveStreams.Opening;
import dev.rill.stream.FinishReason;
import dev.rill.stream.OnBusy;
import dev.rill.stream.StreamEvent;
import dev.rill.threads.MessageStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whole requests, sent as they are to the real listener: each is answered or its connection closed, never with a fault
 * of the server's own, and what is refused is refused with a problem. {@code Host: h} is the server's name.
 */
public final class RequestFuzz implements FuzzTarget {
    private static final int TIMEOUT_MILLIS = Guard.MILLIS;
    private static final int CLEAN_EVERY = 1000;
    /** A transfer coding or an HTTP version that is not known is the client's fault too. */
    private static final Set<Integer> NOT_SPOKEN = Set.of(501, 505);
    /** The store or the machine was slow, which says nothing of the request. */
    private static final int SLOW = 503;
    private static final Clock CLOCK = Clock.systemUTC();

    private final Path folder;
    private final ServerFixture server;
    private int inputs;

    public RequestFuzz() throws IOException {
        folder = Files.createTempDirectory("rill-fuzz");
        server = ServerFixture.start(folder, Map.of("RILL_ALLOWED_HOSTS", "h"));
        reset();
        stream();
    }

    @Override
    public void check(byte[] input) throws IOException {
        if (++inputs % CLEAN_EVERY == 0) {
            reset();
        }
        byte[] answer = exchange(input);
        if (startsWith(answer, "HTTP/1.1 ")) {
            check(new Responses(new ByteArrayInputStream(answer)).next(startsWith(input, "HEAD ")));
        }
    }

    private static void check(RawHttp.Response response) {
        int status = response.status();
        if (status == SLOW) {
            return;
        }
        assertTrue(status < 500 || NOT_SPOKEN.contains(status), () -> status + " " + response.text());
        assertFalse(response.headers().keySet().stream().anyMatch(name -> name.startsWith("x-injected")));
        if (status >= 400 && response.body().length > 0) {
            assertEquals("application/problem+json", response.headers().get("content-type"), response::text);
            assertEquals(status, response.json().get("status").intValue());
            String code = response.json().get("code").stringValue();
            assertTrue(ProblemCode.all().stream().anyMatch(known -> known.name().equals(code)), code);
            assertFalse(response.json().get("detail").stringValue().contains("Exception"), response::text);
        }
    }

    private byte[] exchange(byte[] input) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            try {
                socket.getOutputStream().write(input);
                socket.shutdownOutput();
            } catch (SocketException e) {
                // it may be refused and closed before all of it was sent
            }
            return all(socket.getInputStream());
        }
    }

    private static byte[] all(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                all.write(buffer, 0, count);
            }
        } catch (SocketException e) {
            // reset, because not all that was sent was read
        }
        return all.toByteArray();
    }

    /** One thread with an answer, whatever was made and deleted before. */
    private void reset() {
        server.store.deleteInactiveSince(CLOCK.instant().plusSeconds(1));
        server.ask("", "t", "x", "A question", "An answer", MessageStatus.COMPLETE, "", List.of());
    }

    /** A stream that can be replayed. */
    private void stream() {
        if (server.streams.open(Identities.of("", "t", "x-a", false), OnBusy.REJECT) instanceof Opening.Opened opened) {
            LiveStream stream = opened.stream();
            server.streams.started(stream);
            stream.start(new StreamEvent.Start("x-a", "t", CLOCK.instant()));
            stream.token("An answer");
            server.streams.close(stream, stream.end(new StreamEvent.Complete("x-a", "t", CLOCK.instant(), "An answer",
                    List.of(), Optional.empty(), 1, true, FinishReason.STOP), Optional.empty()));
        }
    }

    private static boolean startsWith(byte[] bytes, String start) {
        return new String(bytes, 0, Math.min(bytes.length, start.length()), StandardCharsets.ISO_8859_1)
                .equals(start);
    }

    @Override
    public void close() {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
