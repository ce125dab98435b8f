package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.index.DocumentEntries.UnreachableException;
import dev.rill.retrieval.opensearch.SearchServer.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes entries in requests of bounded size, as the holder of a lease's term: the index refuses those of an earlier
 * one. A server that has too much to do is asked again a few times. Any thread.
 */
final class BulkWriter {
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_ENTRIES = 1_000;
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final int TRIES = 6;
    private static final long FIRST_WAIT = 100;

    private final SearchServer server;
    private final String path;
    private final FeedingLease lease;
    private final long term;
    private final CountDownLatch stopped;
    private List<byte[]> waiting = new ArrayList<>();
    private int bytes;

    /**
     * @param lease   whose term of this moment all is written in, also where it is taken anew
     * @param stopped nothing is tried again from then on
     */
    BulkWriter(SearchServer server, String index, FeedingLease lease, CountDownLatch stopped) {
        this.server = server;
        this.path = "/" + SharedIndex.writing(index) + "/_bulk?require_alias=true";
        this.lease = lease;
        this.term = lease.term();
        this.stopped = stopped;
    }

    void put(String id, ObjectNode entry) throws IOException {
        add(action("index", id) + "\n" + entry + "\n");
    }

    void delete(String id) throws IOException {
        add(action("delete", id) + "\n");
    }

    private String action(String what, String id) {
        ObjectNode action = SearchServer.JSON.createObjectNode();
        action.putObject(what).put("_id", id).put("version", term).put("version_type", "external_gte");
        return action.toString();
    }

    private synchronized void add(String lines) throws IOException {
        byte[] operation = lines.getBytes(StandardCharsets.UTF_8);
        if (bytes + operation.length > MOST_BYTES || waiting.size() == MOST_ENTRIES) {
            flush();
        }
        waiting.add(operation);
        bytes += operation.length;
    }

    /** All that was put is in the index when this returns, but not yet found. */
    synchronized void flush() throws IOException {
        List<byte[]> left = waiting;
        waiting = new ArrayList<>();
        bytes = 0;
        for (int tries = 1; !left.isEmpty(); tries++) {
            if (!lease.held() || lease.term() != term) {
                throw new UnreachableException("another server may feed the index now", null);
            }
            left = written(left, tries < TRIES && stopped.getCount() > 0);
            if (!left.isEmpty()) {
                pause(FIRST_WAIT << tries);
            }
        }
    }

    /** @return the first that the server had no time for, and those after it */
    private List<byte[]> written(List<byte[]> operations, boolean again) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        operations.forEach(body::writeBytes);
        Reply reply;
        try {
            reply = server.bulk(path, body.toByteArray(), ANSWER);
        } catch (UnreachableException e) {
            if (e.busy() && again) {
                return operations;
            }
            throw e;
        }
        if (!reply.ok()) {
            throw new UnreachableException("it takes no entries: " + reply.reason(), null);
        }
        List<byte[]> left = new ArrayList<>();
        int at = 0;
        for (JsonNode item : reply.body().path("items")) {
            JsonNode result = item.iterator().next();
            int status = result.path("status").asInt();
            boolean deleted = item.has("delete") && status == 404 && !result.has("error");
            boolean busy = status == 429 && again;
            if (status >= 300 && !deleted && !busy) {
                throw new UnreachableException(status == 409 ? "another server feeds the index now"
                        : "it does not take an entry: " + result.path("error").path("reason").asString(""), null);
            }
            if (busy || !left.isEmpty()) { // what follows may be of the same entry, and is to come after it
                left.add(operations.get(at));
            }
            at++;
        }
        return left;
    }

    private void pause(long millis) {
        try {
            stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody has this thread to interrupt it", e);
        }
    }
}
