package dev.rill.model.fake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What goes wrong; strikes in a {@link Phase}. Immutable. */
public sealed interface Effect {

    /** Nothing more is sent; the connection stays open until the peer closes it. */
    record Silence() implements Effect {
    }

    /** The connection is closed, the body not ended. */
    record Fin() implements Effect {
    }

    /** The connection is reset. */
    record Rst() implements Effect {
    }

    /** The body ends as HTTP wants it, with no further event. */
    record EndBody() implements Effect {
    }

    /** Sends bytes as part of the body (before the headers: as they are), then another effect. */
    record Send(byte[] bytes, Effect then) implements Effect {
    }

    /** Sends the bytes over and over, one at a time, until the peer closes. */
    record Drip(byte[] bytes, Duration every) implements Effect {
    }

    /** Sends {@code size} times the letter x in pieces of 64 KiB, then another effect. */
    record Flood(byte[] prefix, long size, Effect then) implements Effect {
    }

    static Effect silence() {
        return new Silence();
    }

    static Effect fin() {
        return new Fin();
    }

    static Effect rst() {
        return new Rst();
    }

    static Effect endBody() {
        return new EndBody();
    }

    static Effect send(String text) {
        return send(text, new EndBody());
    }

    static Effect send(String text, Effect then) {
        return new Send(text.getBytes(StandardCharsets.UTF_8), then);
    }
}
