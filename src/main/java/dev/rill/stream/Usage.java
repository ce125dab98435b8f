package dev.rill.stream;

/** Model tokens that one answer used, as the model server counted them. Immutable; any thread. */
public record Usage(long promptTokens, long completionTokens, long totalTokens) {

    public Usage plus(Usage other) {
        return new Usage(promptTokens + other.promptTokens, completionTokens + other.completionTokens,
                totalTokens + other.totalTokens);
    }
}
