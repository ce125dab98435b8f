package dev.rill.wire.rill;

import dev.rill.stream.ErrorCode;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.wire.OriginMember;
import dev.rill.wire.PlaceMember;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@link RillCodec} wrote, and nothing else: no line may be missing or in another place. Stateless. */
public final class RillDecoder {
    private static final int EVENT = "event: ".length();
    private static final int DATA = "data: ".length();

    private RillDecoder() {
    }

    static List<StreamEvent> events(byte[] frames) {
        List<StreamEvent> events = new ArrayList<>();
        int at = 0;
        while (at < frames.length) {
            int nameEnd = lineEnd(frames, at);
            int dataEnd = lineEnd(frames, nameEnd + 1);
            String name = new String(frames, at + EVENT, nameEnd - at - EVENT, StandardCharsets.US_ASCII);
            int data = nameEnd + 1 + DATA;
            events.add(event(name, JsonMapper.shared().readTree(frames, data, dataEnd - data)));
            at = frameEnd(frames, dataEnd);
        }
        return events;
    }

    private static int lineEnd(byte[] frames, int from) {
        int at = from;
        while (frames[at] != '\n') {
            at++;
        }
        return at;
    }

    private static int frameEnd(byte[] frames, int from) {
        int at = from;
        while (frames[at] != '\n' || frames[at + 1] != '\n') {
            at++;
        }
        return at + 2;
    }

    private static StreamEvent event(String name, JsonNode data) {
        return switch (name) {
            case "token" -> new StreamEvent.Token(text(data, "content"));
            case "start" -> new StreamEvent.Start(text(data, "messageId"), text(data, "threadId"), timestamp(data));
            case "step" -> new StreamEvent.Step(text(data, "step"),
                    StreamEvent.StepStatus.valueOf(upper(data, "status")), text(data, "message"), timestamp(data),
                    number(data, "durationMs"));
            case "complete" -> new StreamEvent.Complete(text(data, "messageId"), text(data, "threadId"),
                    timestamp(data), text(data, "finalContent"),
                    data.get("sources").valueStream().map(RillDecoder::source).toList(),
                    data.optional("usage").map(RillDecoder::usage), data.get("durationMs").longValue(),
                    data.get("saved").booleanValue(), new FinishReason(text(data, "finishReason")));
            case "error" -> new StreamEvent.Failed(text(data, "messageId"), timestamp(data), text(data, "error"),
                    ErrorCode.valueOf(text(data, "code")), optional(data, "step"),
                    data.get("retryable").booleanValue(), number(data, "retryAfterMs"));
            case "cancelled" -> new StreamEvent.Cancelled(text(data, "messageId"), timestamp(data),
                    optional(data, "step"), StreamEvent.CancelReason.valueOf(upper(data, "reason")));
            default -> throw new IllegalArgumentException("no event: " + name);
        };
    }

    /** Of a server that is another release, too: what it does not say is empty. */
    public static Source source(JsonNode source) {
        return new Source(source.path("id").intValue(0), source.path("path").stringValue(""),
                source.path("title").stringValue(""), source.path("fromLine").intValue(1),
                source.path("toLine").intValue(1), source.path("section").stringValue(""),
                source.path("score").doubleValue(0), source.path("snippet").stringValue(""),
                source.path("hash").stringValue(""), optional(source, "text"),
                source.path("citations").valueStream().map(RillDecoder::citation).toList())
                .at(PlaceMember.read(source)).from(OriginMember.read(source));
    }

    private static Source.Citation citation(JsonNode citation) {
        return new Source.Citation(citation.get("start").intValue(), citation.get("end").intValue(),
                citation.get("found").booleanValue()
                        ? new Source.Found(citation.get("fromLine").intValue(), citation.get("toLine").intValue())
                        : new Source.NotFound());
    }

    private static Usage usage(JsonNode usage) {
        return new Usage(usage.get("promptTokens").longValue(), usage.get("completionTokens").longValue(),
                usage.get("totalTokens").longValue());
    }

    private static String text(JsonNode data, String name) {
        return data.get(name).stringValue();
    }

    private static Optional<String> optional(JsonNode data, String name) {
        return data.optional(name).map(JsonNode::stringValue);
    }

    private static String upper(JsonNode data, String name) {
        return text(data, name).toUpperCase(Locale.ROOT);
    }

    private static OptionalLong number(JsonNode data, String name) {
        return data.has(name) ? OptionalLong.of(data.get(name).longValue()) : OptionalLong.empty();
    }

    private static Instant timestamp(JsonNode data) {
        return Instant.parse(text(data, "timestamp"));
    }
}
