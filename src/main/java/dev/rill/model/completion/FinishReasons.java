package dev.rill.model.completion;

import dev.rill.stream.FinishReason;
import java.util.Locale;
import java.util.Optional;

/**
 * What servers call the end of an answer, in OpenAI's words. Those that pass on what Anthropic, Gemini, Mistral, Cohere
 * or Hugging Face's server said have theirs.
 */
final class FinishReasons {
    private static final FinishReason UNNAMED = new FinishReason("other");

    private FinishReasons() {
    }

    /** @return none where it is no word; some servers send an empty one in every chunk */
    static Optional<FinishReason> of(String said) {
        return said.isBlank() ? Optional.empty() : Optional.of(switch (said.strip().toLowerCase(Locale.ROOT)) {
            case "stop", "end_turn", "stop_sequence", "eos", "eos_token", "complete", "finish_reason_unspecified" ->
                    FinishReason.STOP;
            case "length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded" ->
                    FinishReason.LENGTH;
            case "tool_calls", "tool_call", "tool_use", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter", "content_filtered", "safety", "recitation", "blocklist", "prohibited_content",
                    "spii",
                 "guardrail_intervened", "error_toxic", "sensitive" -> FinishReason.CONTENT_FILTER;
            case "refusal" -> FinishReason.REFUSAL;
            default -> FinishReason.isWord(said.strip()) ? new FinishReason(said.strip()) : UNNAMED;
        });
    }
}
