package dev.rill.threads.jdbc.statement;

import dev.rill.threads.ThreadStore.BadCursorException;
import dev.rill.threads.jdbc.StoredText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** The last thread of a page; the next page holds what stands after it. Opaque to clients, and not secret. */
record PageCursor(Instant updatedAt, String threadId) {
    private static final byte VERSION = 1;
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    /** Before every thread: activity is newest first. */
    static final PageCursor START = new PageCursor(END_OF_TIME, "");

    String encode() {
        byte[] id = threadId.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(1 + Long.BYTES + id.length).put(VERSION)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, updatedAt)).put(id).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static PageCursor decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw bad();
        }
        if (bytes.length <= 1 + Long.BYTES || bytes[0] != VERSION) {
            throw bad();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        long micros = buffer.getLong();
        if (micros < 0 || micros > ChronoUnit.MICROS.between(Instant.EPOCH, END_OF_TIME)) {
            throw bad();
        }
        String id = StandardCharsets.UTF_8.decode(buffer).toString();
        return new PageCursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), StoredText.clean(id));
    }

    private static BadCursorException bad() {
        return new BadCursorException("The cursor is not one that this server gave.");
    }
}
