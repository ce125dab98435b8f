package dev.rill.wire.mcp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The versions of the protocol that are spoken, the newest first. */
enum McpVersion {
    /** Without a handshake: each request says its version, and who sends it. */
    V2026_07_28("2026-07-28"),
    V2025_11_25("2025-11-25"),
    V2025_06_18("2025-06-18"),
    V2025_03_26("2025-03-26");

    private final String word;

    McpVersion(String word) {
        this.word = word;
    }

    static Optional<McpVersion> of(String word) {
        return Stream.of(values()).filter(version -> version.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Stream.of(values()).map(McpVersion::word).toList();
    }

    /** What a client gets that begins with {@code initialize} and asks for a version that is not spoken so. */
    static McpVersion newestWithHandshake() {
        return V2025_11_25;
    }

    String word() {
        return word;
    }

    boolean handshake() {
        return this != V2026_07_28;
    }

    /** Several messages in one body. */
    boolean batches() {
        return this == V2025_03_26;
    }
}
