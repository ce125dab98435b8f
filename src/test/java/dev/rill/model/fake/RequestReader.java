package dev.rill.model.fake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads requests off one connection. Used by one thread. */
final class RequestReader {
    private final InputStream in;
    private final FakeConnection connection;

    RequestReader(InputStream in, FakeConnection connection) {
        this.in = new BufferedInputStream(in);
        this.connection = connection;
    }

    /** The next request, or nothing when the peer closed. */
    Optional<RecordedRequest> read() throws IOException {
        String line = line();
        if (line == null) {
            return Optional.empty();
        }
        String[] parts = line.split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); header != null && !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("body cut off");
        }
        return Optional.of(new RecordedRequest(parts[0], parts[1], headers, new String(body, StandardCharsets.UTF_8),
                connection));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(next);
        }
        return null;
    }
}
