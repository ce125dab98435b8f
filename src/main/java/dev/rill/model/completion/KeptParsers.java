package dev.rill.model.completion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Jackson's parsers that take their input in pieces, kept from one chunk to the next: to make a parser allocates more
 * than all else that a token needs. Any thread; who takes one gives it back and does not wait meanwhile.
 */
final class KeptParsers {
    /** A power of two, more than threads that run at once on most machines. */
    private static final int SLOTS = 32;
    /** A parser remembers all names that it meets, which the other side chooses: it ends after so much input. */
    private static final int MOST_FED_BYTES = 512 * 1024;
    /** It holds on to the array that it read from. */
    private static final int MOST_HELD_BYTES = 16 * 1024;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** Buffers are shared, not kept by each thread as by default: a virtual thread would keep 8 KB for one answer. */
    private final JsonFactory json = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newBoundedPool(32))
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).maxNameLength(1024)
                    .maxStringLength(SseReader.MOST_BYTES).build())
            .build();
    private final AtomicReferenceArray<Kept> idle = new AtomicReferenceArray<>(SLOTS);

    /** A parser and what it reads. Used by the thread that took it. */
    static final class Kept {
        private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

        private final JsonParser parser;
        private final ByteArrayFeeder feeder;
        private byte[] bytes;
        private int end;
        private int fed;
        private boolean ended;

        private Kept(JsonParser parser) {
            this.parser = parser;
            this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
        }

        JsonParser parser() {
            return parser;
        }

        private void feed(byte[] bytes, int from, int to) throws IOException {
            this.bytes = bytes;
            end = to;
            ended = false;
            fed += to - from;
            feeder.feedInput(bytes, from, to);
        }

        /** @throws IOException when the value that was parsed is not whole, or something follows it */
        void requireEnd() throws IOException {
            if (!parser.getParsingContext().inRoot()) {
                throw new EOFException("JSON that is not whole");
            }
            int left = parser.releaseBuffered(NOWHERE);
            for (int i = end - left; i < end; i++) {
                if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
                    throw new IOException("more than one value in a chunk");
                }
            }
            if (left > 0) {
                parser.nextToken();
            }
            ended = true;
        }
    }

    /** For a value that has to be all there. A byte order mark before it is passed over, as RFC 8259 allows. */
    Kept take(byte[] bytes, int from, int length) throws IOException {
        boolean marked = Arrays.mismatch(bytes, from, Math.min(from + 3, from + length), MARK, 0, 3) < 0;
        int start = marked ? from + 3 : from;
        if (start < from + length && bytes[start] == MARK[0]) {
            throw new IOException("no JSON"); // a new parser would pass over a second one
        }
        Kept kept = idle.getAndSet(slot(), null);
        if (kept == null) {
            kept = new Kept(json.createNonBlockingByteArrayParser());
        }
        kept.feed(bytes, start, from + length);
        return kept;
    }

    /** One that has not come to the end of its value is of no more use. */
    void give(Kept kept) throws IOException {
        boolean small = kept.bytes.length <= MOST_HELD_BYTES && kept.fed < MOST_FED_BYTES;
        kept.bytes = null;
        if (kept.ended && small) {
            idle.set(slot(), kept);
        } else {
            kept.parser.close();
        }
    }

    private static int slot() {
        return (int) Thread.currentThread().threadId() & SLOTS - 1;
    }
}
