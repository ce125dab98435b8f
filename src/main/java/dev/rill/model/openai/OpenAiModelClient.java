package dev.rill.model.openai;

import com.openai.core.http.HttpResponse;
import dev.rill.model.ModelCall;
import dev.rill.model.ModelClient;
import dev.rill.model.ModelMessage;
import dev.rill.model.ModelRequest;
import dev.rill.model.completion.ChunkParser;
import dev.rill.stream.Cancellation;

/**
 * One model behind an OpenAI-compatible server. Remembers what the server refuses. Any thread; the server's connections
 * belong to {@link OpenAiServer}, so that closing this does nothing.
 */
final class OpenAiModelClient implements ModelClient {
    private final ChatEndpoint endpoint;
    private final String model;
    private final ModelLimits limits;
    private final ChunkParser parser = new ChunkParser();
    private volatile boolean acceptsTools = true;
    private volatile boolean countsUsage = true;
    private volatile boolean takesToolChoice = true;
    private volatile boolean thinksFirst;

    OpenAiModelClient(ChatEndpoint endpoint, String model, ModelLimits limits) {
        this.endpoint = endpoint;
        this.model = model;
        this.limits = limits;
    }

    @Override
    public ModelCall call(ModelRequest request, Cancellation cancellation) {
        return new OpenAiCall(this, request, cancellation, limits, parser);
    }

    @Override
    public boolean acceptsTools() {
        return acceptsTools;
    }

    @Override
    public boolean followsInstructions() {
        return true;
    }

    @Override
    public String name() {
        return model;
    }

    @Override
    public void close() {
    }

    @Override
    public String toString() {
        return "OpenAiModelClient[" + model + "]";
    }

    /** Whether the content of the last answer began with a thought that no tag opened, as that of the next one will. */
    boolean thinksFirst() {
        return thinksFirst;
    }

    void thinksFirst(boolean value) {
        if (value != thinksFirst) {
            thinksFirst = value;
        }
    }

    /** As {@link ChatEndpoint#send}. */
    HttpResponse send(ModelRequest request) {
        return endpoint.send(takesToolChoice ? request : request.withoutToolChoice(), model, countsUsage);
    }

    /** What a response means that is no event stream. */
    FailedAttempt failure(HttpResponse response, ModelRequest request) {
        ErrorResponse refusal = endpoint.refusal(response);
        FailedAttempt failure = FailureClassifier.of(refusal);
        if (countsUsage && isRefusal(refusal.status()) && refusal.said().contains("stream_options")) {
            countsUsage = false;
            return failure.atOnceAgain();
        }
        if (takesToolChoice && isRefusal(refusal.status()) && refusal.said().contains("tool_choice")) {
            takesToolChoice = false;
            return failure.atOnceAgain();
        }
        if (refusesTools(request, refusal)) {
            // one that took the tool before may only not take what a model made of it this time
            boolean tookIt = request.messages().stream().anyMatch(ModelMessage.ToolResult.class::isInstance);
            acceptsTools = acceptsTools && tookIt;
            return FailureClassifier.toolsRefused();
        }
        return failure;
    }

    /** Servers say it in their own words, and some with a 500. */
    private static boolean refusesTools(ModelRequest request, ErrorResponse refusal) {
        int status = refusal.status();
        String said = refusal.said();
        return request.offersTools() && (isRefusal(status) || status == 500 || status == 501)
                && (said.contains("tool") || said.contains("function"))
                && !said.contains("context") && !said.contains("too long");
    }

    private static boolean isRefusal(int status) {
        return status == 400 || status == 404 || status == 422;
    }
}
