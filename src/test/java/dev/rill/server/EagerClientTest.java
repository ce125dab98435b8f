package dev.rill.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.EventStream.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A client that notes an id as soon as it has read its line, before the event is whole, as {@code fetch-event-source}
 * does, and asks for what follows that id when the connection is cut.
 */
class EagerClientTest {
    private final Map<String, List<String>> resumed = new HashMap<>();

    @Test
    void whereverTheConnectionIsCutNothingIsLostAndNothingComesTwice() throws IOException {
        try (FakeModel model = FakeModel.start(); TestServer server = TestServer.start(model, Map.of())) {
            model.enqueue(Answer.words("some words, \"quoted\", with a line\nbreak and an emoji 🎉 at the end"));
            byte[] whole;
            List<String> all;
            String messageId;
            try (EventStream stream = EventStream.ask(server.port(), "t", "Count")) {
                List<Event> events = stream.rest();
                all = events.stream().map(Event::id).toList();
                messageId = events.getFirst().json().get("messageId").stringValue();
                whole = stream.raw().getBytes(StandardCharsets.UTF_8);
            }
            List<Integer> losing = new ArrayList<>();
            for (int cut = 0; cut <= whole.length; cut++) {
                Eager client = new Eager();
                client.read(whole, cut);
                List<String> seen = new ArrayList<>(client.dispatched);
                seen.addAll(after(client.lastId, messageId, server.port()));
                if (!seen.equals(all)) {
                    losing.add(cut);
                }
            }
            // between the end of the id's line and the empty line there is one byte that no order can do without
            List<Integer> unavoidable = IntStream.range(1, whole.length)
                    .filter(i -> whole[i - 1] == '\n' && whole[i] == '\n').boxed().toList();
            assertEquals(unavoidable, losing);
            assertEquals(all.size(), losing.size());
            assertTrue(whole.length > 40 * losing.size(),
                    "a cut at random hits one in " + whole.length / losing.size());
        }
    }

    private List<String> after(String lastId, String messageId, int port) {
        return resumed.computeIfAbsent(lastId, id -> {
            try (EventStream stream = EventStream.resume(port, messageId,
                    id.isEmpty() ? Optional.empty() : Optional.of(id))) {
                return stream.status() == 204 ? List.of() : stream.rest().stream().map(Event::id).toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static final class Eager {
        private final List<String> dispatched = new ArrayList<>();
        private String lastId = "";
        private String id = "";
        private boolean data;

        void read(byte[] bytes, int length) {
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (bytes[i] == '\n') {
                    line(new String(bytes, from, i - from, StandardCharsets.UTF_8));
                    from = i + 1;
                }
            }
        }

        private void line(String line) {
            if (line.isEmpty()) {
                if (data) {
                    dispatched.add(id);
                }
                data = false;
                id = "";
            } else if (line.startsWith("data: ")) {
                data = true;
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
                lastId = id;
            }
        }
    }
}
