package dev.rill.model.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.fuzz.FuzzTarget;
import dev.rill.fuzz.SplitInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A response is read the same however it is split, and its body is what a plain reading of the same bytes finds. */
public final class ResponseFuzz implements FuzzTarget {
    private static final int ROUNDS = 3;

    private final ConnectionPool pool = new ConnectionPool(Duration.ofSeconds(30));

    public ResponseFuzz() {
        pool.close(); // so that it closes what it is given
    }

    /** What was read; {@code whole} is false where reading failed at last. */
    private record Body(byte[] bytes, boolean whole) {
    }

    @Override
    public void check(byte[] input) throws IOException {
        Random random = new Random(Arrays.hashCode(input));
        Connection connection = connection(input, List.of());
        Optional<ResponseHead> head = head(connection);
        Optional<PlainBody> plain = Optional.empty();
        if (head.isPresent() && framing(head.get()).isPresent()) {
            plain = Optional.of(PlainBody.of(framing(head.get()).get(), head.get(), rest(connection)));
            check(head.get(), plain.get(), connection(input, List.of()), List.of());
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<Integer> splits = SplitInput.splits(input.length, random);
            Connection again = connection(input, splits);
            if (plain.isPresent()) {
                check(head.get(), plain.get(), again, splits);
            } else {
                assertEquals(head, head(again), () -> "split at " + splits);
            }
        }
    }

    private void check(ResponseHead head, PlainBody plain, Connection connection, List<Integer> splits) {
        assertEquals(Optional.of(head), head(connection), () -> "split at " + splits);
        assertTrue(head.status() >= 200 && head.status() < 600, () -> "status " + head.status());
        Body body = body(connection, head);
        assertEquals(plain.whole(), body.whole(), () -> "ended, split at " + splits);
        if (plain.whole()) {
            assertTrue(Arrays.equals(plain.bytes(), body.bytes()), () -> "another body, split at " + splits);
        } else {
            assertTrue(plain.bytes().length >= body.bytes().length
                    && Arrays.equals(body.bytes(), 0, body.bytes().length,
                    plain.bytes(), 0, body.bytes().length), () -> "more than the body, split at " + splits);
        }
    }

    private Body body(Connection connection, ResponseHead head) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[512];
        try (ResponseBody body = new ResponseBody(connection, head, pool)) {
            for (int count = body.read(buffer, 0, 512); count >= 0; count = body.read(buffer, 0, 512)) {
                assertTrue(count > 0, "a read that says nothing");
                bytes.write(buffer, 0, count);
            }
            return new Body(bytes.toByteArray(), true);
        } catch (IOException e) {
            return new Body(bytes.toByteArray(), false);
        }
    }

    private static Optional<ResponseHead> head(Connection connection) {
        try {
            return Optional.of(ResponseHead.read(connection));
        } catch (IOException | TransportException e) {
            return Optional.empty();
        }
    }

    private static Optional<Framing> framing(ResponseHead head) {
        try {
            return Optional.of(head.framing());
        } catch (TransportException e) {
            return Optional.empty();
        }
    }

    private static byte[] rest(Connection connection) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        byte[] buffer = new byte[512];
        for (int count = connection.read(buffer, 0, 512); count >= 0; count = connection.read(buffer, 0, 512)) {
            rest.write(buffer, 0, count);
        }
        return rest.toByteArray();
    }

    private static Connection connection(byte[] input, List<Integer> splits) throws IOException {
        ScriptedSocket socket = new ScriptedSocket(new SplitInput(input, splits));
        return new Connection(socket, socket);
    }
}
