package dev.rill.wire;

/** The most code points that a question and a system message may have. Immutable. */
public record TextLimits(int message, int systemMessage) {
}
