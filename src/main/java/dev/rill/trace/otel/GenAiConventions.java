package dev.rill.trace.otel;

import dev.rill.trace.Outcome;
import dev.rill.trace.Work;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How spans are called and what they say: OpenTelemetry's semantic conventions for generative AI, as of 0.1.0 of their
 * own repository, which still change. Everything that follows them is here.
 *
 * @see <a href="https://github.com/open-telemetry/semantic-conventions-genai">semantic-conventions-genai</a>
 */
final class GenAiConventions {
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<Boolean> STREAMED = AttributeKey.booleanKey("gen_ai.request.stream");
    private static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("gen_ai.conversation.id");
    private static final AttributeKey<String> AGENT = AttributeKey.stringKey("gen_ai.agent.name");
    private static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
    private static final AttributeKey<String> TOOL_TYPE = AttributeKey.stringKey("gen_ai.tool.type");
    private static final AttributeKey<List<String>> FINISH =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    private static final AttributeKey<Double> FIRST = AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
    private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<Long> TOP = AttributeKey.longKey("gen_ai.retrieval.top_k");
    private static final AttributeKey<String> ASKED = AttributeKey.stringKey("gen_ai.input.messages");
    private static final AttributeKey<String> ANSWERED = AttributeKey.stringKey("gen_ai.output.messages");
    private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    /** What the conventions have no word for. */
    private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("rill.message.id");
    private static final AttributeKey<String> PROTOCOL = AttributeKey.stringKey("rill.protocol");
    private static final AttributeKey<Long> COUNT = AttributeKey.longKey("rill.count");

    private static final String CHAT = "chat";
    private static final String EMBEDDINGS = "embeddings";
    private static final String RETRIEVAL = "retrieval";
    private static final String NAME = "Rill";
    private static final double NANOS = 1e9;

    private GenAiConventions() {
    }

    /** @param conversation the thread in which this is done, if it is known */
    static SpanBuilder begun(Tracer tracer, Work work, Optional<String> conversation) {
        return switch (work) {
            case Work.Question question -> tracer.spanBuilder("invoke_workflow " + NAME).setSpanKind(SpanKind.SERVER)
                    .setAttribute(OPERATION, "invoke_workflow").setAttribute(AGENT, NAME)
                    .setAttribute(CONVERSATION, question.threadId()).setAttribute(MESSAGE, question.messageId())
                    .setAttribute(PROTOCOL, question.protocol());
            case Work.Search(int passages) -> tracer.spanBuilder(RETRIEVAL).setSpanKind(SpanKind.SERVER)
                    .setAttribute(OPERATION, RETRIEVAL).setAttribute(TOP, (long) passages);
            case Work.ModelCall(String model, Optional<URI> server) -> {
                SpanBuilder span = asked(tracer, CHAT, model, server).setAttribute(STREAMED, true);
                yield conversation.map(id -> span.setAttribute(CONVERSATION, id)).orElse(span);
            }
            case Work.Embedding(String model, int texts, Optional<URI> server) ->
                    asked(tracer, EMBEDDINGS, model, server).setAttribute(COUNT, (long) texts);
            case Work.Tool(String name) -> tracer.spanBuilder("execute_tool " + name)
                    .setAttribute(OPERATION, "execute_tool").setAttribute(TOOL, name)
                    .setAttribute(TOOL_TYPE, "datastore");
            case Work.Ranking(int passages) -> tracer.spanBuilder("ranking").setAttribute(COUNT, (long) passages);
            case Work.Store(String what) -> tracer.spanBuilder("store " + what);
        };
    }

    private static SpanBuilder asked(Tracer tracer, String operation, String model, Optional<URI> server) {
        SpanBuilder span = tracer.spanBuilder(operation + " " + model).setAttribute(OPERATION, operation)
                .setAttribute(PROVIDER, server.isPresent() ? "openai" : "rill").setAttribute(MODEL, model)
                .setSpanKind(server.isPresent() ? SpanKind.CLIENT : SpanKind.INTERNAL);
        server.ifPresent(url -> span.setAttribute(ADDRESS, url.getHost()).setAttribute(PORT, (long) (url.getPort() >= 0
                ? url.getPort() : url.getScheme().equals("https") ? 443 : 80)));
        return span;
    }

    static void first(Span span, long nanos) {
        span.setAttribute(FIRST, nanos / NANOS);
    }

    static void said(Span span, String asked, String answered) {
        span.setAttribute(ASKED, asked).setAttribute(ANSWERED, answered);
    }

    static void ended(Span span, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done _ -> { }
            case Outcome.Answered answered -> {
                span.setAttribute(FINISH, List.of(answered.reason()));
                answered.usage().ifPresent(usage -> span.setAttribute(INPUT, usage.promptTokens())
                        .setAttribute(OUTPUT, usage.completionTokens()));
            }
            case Outcome.Failed(String kind) -> span.setAttribute(ERROR, kind).setStatus(StatusCode.ERROR);
        }
    }
}
