package dev.rill.evaluation.score;

/**
 * What a model thinks of an answer; it may be wrong. Immutable; any thread.
 *
 * @param useful whether a person would have been helped
 * @param reason the model's own words
 */
public record Judgement(boolean useful, String reason) {

    /** Without the reason. */
    @Override
    public String toString() {
        return "Judgement[useful=" + useful + "]";
    }
}
