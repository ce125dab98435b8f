package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.fuzz.FuzzTarget;
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
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two requests as one: the input is the begin of a request, its body is a whole second one. A request has one answer;
 * the second is no request unless the input has ended before it, so it is never done where the input says that a body
 * follows. What comes back has to be whole answers and nothing else.
 */
public final class TwoRequestsFuzz implements FuzzTarget {
    private static final String NAME = "hidden";
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Path folder;
    private final ServerFixture server;

    public TwoRequestsFuzz() throws IOException {
        folder = Files.createTempDirectory("rill-fuzz");
        server = ServerFixture.start(folder, Map.of("RILL_ALLOWED_HOSTS", "h,localhost"));
    }

    @Override
    public void check(byte[] input) throws IOException {
        String begin = new String(input, StandardCharsets.ISO_8859_1);
        String hidden = Http1Case.create(NAME);
        // a header's line that the input may not have ended, so that its own lengths stand before it
        String framed = begin + "Content-Length: " + hidden.length() + "\r\n\r\n" + hidden;
        byte[] answers = exchange(framed.getBytes(StandardCharsets.ISO_8859_1));
        int count = answers(answers, begin.matches("(?s)HEAD [^\n]*\r\n.*"));
        if (isOneHead(begin)) {
            assertTrue(count <= 1, () -> new String(answers, StandardCharsets.ISO_8859_1));
            assertFalse(done());
        } else if (done()) {
            server.store.deleteInactiveSince(Instant.now().plusSeconds(1));
        }
    }

    /** Whether all of it are lines of one head, none of them empty, whatever else they are. */
    private static boolean isOneHead(String begin) {
        return begin.endsWith("\r\n") && !begin.contains("\r\n\r\n") && !begin.contains("\n\n")
                && !begin.startsWith("\r\n") && !begin.startsWith("\n");
    }

    private static int answers(byte[] bytes, boolean head) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        Responses responses = new Responses(in);
        int count = 0;
        while (in.available() > 0) {
            RawHttp.Response response = responses.next(head && count == 0);
            if (response.status() != 100) {
                count++;
                assertTrue(response.status() < 500 || response.status() == 501 || response.status() == 505
                        || response.status() == 503, response::text);
            }
            boolean closes = response.headers().getOrDefault("connection", "").toLowerCase(Locale.ROOT)
                    .contains("close");
            assertEquals(closes, closes && in.available() == 0, "something follows the last answer");
        }
        return count;
    }

    private boolean done() {
        return server.call("GET", "/threads").json().get("threads").valueStream()
                .anyMatch(thread -> thread.path("name").stringValue("").equals(NAME));
    }

    private byte[] exchange(byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
            } catch (SocketException e) {
                // it may be refused and closed before all of it was sent
            }
            return all(socket.getInputStream());
        }
    }

    private static byte[] all(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toByteArray();
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
