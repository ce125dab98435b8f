package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.opensearch.SearchServer.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which of several servers feeds an index: an entry of the index itself, changed by comparison. Whoever takes it counts
 * its term up, and every write of its holder is of that term, so that the index refuses what one writes that was taken
 * for dead. No server's clock is compared with another's: a lease is free when whoever looks has seen no renewal for
 * long enough. Any thread.
 */
final class FeedingLease {
    private static final System.Logger LOGGER = System.getLogger(FeedingLease.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final String ID = "/_doc/lease";
    private static final String HOLDER = "holder";
    private static final String BEAT = "beat";
    private static final String TERM = "term";

    private final SearchServer server;
    private final String index;
    private final LeaseTimes times;
    private final String me = UUID.randomUUID().toString();
    /** Once, nobody is waited for: there is no other server that could hold it. */
    private boolean alone;
    /** Read without waiting for a renewal that is under way. */
    private volatile Optional<Entry> mine = Optional.empty();
    private volatile long renewed;
    private Optional<Entry> seen = Optional.empty();
    private long seenSince;

    private record Entry(String holder, long beat, long term, long sequence, long primary) {

        static Entry of(JsonNode entry) {
            JsonNode source = entry.path("_source");
            return new Entry(source.path(HOLDER).asString(""), source.path(BEAT).asLong(), source.path(TERM).asLong(),
                    entry.path("_seq_no").asLong(), entry.path("_primary_term").asLong());
        }

        /** Without who it is. */
        @Override
        public String toString() {
            return "Entry[beat=" + beat + ", term=" + term + "]";
        }
    }

    /** @param alone whether this is the only server that may feed, so that it waits for no other at its start */
    FeedingLease(SearchServer server, String index, boolean alone, LeaseTimes times) {
        this.server = server;
        this.index = index;
        this.alone = alone;
        this.times = times;
    }

    /** Whether this server feeds, by its own clock. */
    boolean held() {
        return mine.isPresent() && System.nanoTime() - renewed < times.held().toNanos();
    }

    /** What its writes are of; only while it is held. */
    long term() {
        return mine.map(Entry::term).orElse(0L);
    }

    /** Takes it where nobody holds it. */
    synchronized boolean take() throws IOException {
        if (held()) {
            return true;
        }
        mine = Optional.empty();
        Reply found = server.get("/" + index + ID, ANSWER);
        if (found.status() == 404 && !found.body().has("found")) {
            return false; // there is no index
        }
        if (!found.ok()) {
            return write("?op_type=create&", 0, 1);
        }
        Entry entry = Entry.of(found.body());
        long now = System.nanoTime();
        if (seen.isEmpty() || !seen.get().equals(entry)) {
            seen = Optional.of(entry);
            seenSince = now;
        }
        boolean free = entry.holder().isEmpty() || entry.holder().equals(me) || alone
                || now - seenSince >= times.taken().toNanos();
        return free && write(unchanged(entry), 0, entry.term() + 1);
    }

    /** Keeps it, now and then. */
    synchronized void renew() {
        if (mine.isEmpty()) {
            return;
        }
        Entry entry = mine.get();
        try {
            if (write(unchanged(entry), entry.beat() + 1, entry.term()) || writeOver(entry)) {
                server.works();
            }
        } catch (IOException e) {
            server.fails(e);
            LOGGER.log(System.Logger.Level.DEBUG, "The lease of the index is not renewed", e);
        }
    }

    /** Where it is not as it was known: a renewal may have come there whose answer did not come back. */
    private boolean writeOver(Entry known) throws IOException {
        Reply found = server.get("/" + index + ID, ANSWER);
        Entry there = Entry.of(found.body());
        boolean own = found.ok() && there.holder().equals(me) && there.term() == known.term();
        if (own && write(unchanged(there), there.beat() + 1, there.term())) {
            return true;
        }
        mine = Optional.empty();
        LOGGER.log(System.Logger.Level.WARNING, found.ok() ? "Another server feeds the index of the documents now"
                : "The index of the documents is gone; it is made anew");
        return false;
    }

    /** Another server may take it at once. */
    synchronized void release() {
        mine.ifPresent(entry -> {
            mine = Optional.empty();
            try {
                put(unchanged(entry), "", entry.beat(), entry.term());
            } catch (IOException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "The lease of the index is left to run out", e);
            }
        });
    }

    private static String unchanged(Entry entry) {
        return "?if_seq_no=" + entry.sequence() + "&if_primary_term=" + entry.primary() + "&";
    }

    /** @return whether it was as it was expected to be */
    private boolean write(String expected, long beat, long term) throws IOException {
        long now = System.nanoTime();
        Reply written = put(expected, me, beat, term);
        if (!written.ok()) {
            return false;
        }
        renewed = now;
        alone = false;
        mine = Optional.of(new Entry(me, beat, term, written.body().path("_seq_no").asLong(),
                written.body().path("_primary_term").asLong()));
        return true;
    }

    private Reply put(String expected, String holder, long beat, long term) throws IOException {
        ObjectNode entry = SearchServer.JSON.createObjectNode().put(SearchForm.TYPE, SearchForm.LEASE)
                .put(HOLDER, holder).put(BEAT, beat).put(TERM, term);
        Reply written = server.send("PUT", "/" + SharedIndex.writing(index) + ID + expected + "require_alias=true",
                entry.toString(), ANSWER);
        if (!written.ok() && written.status() != 409 && written.status() != 404) {
            throw new IOException("The lease of the index cannot be written: " + written.reason());
        }
        return written;
    }
}
