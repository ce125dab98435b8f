package dev.rill.wire.openai.chat;

import dev.rill.http.response.Json;
import dev.rill.stream.EventEncoder;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.StreamEvent;
import dev.rill.wire.DocumentLinks;
import dev.rill.wire.SourceList;
import dev.rill.wire.openai.api.Model;
import dev.rill.wire.openai.api.OpenAiErrors;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stream as {@code chat.completion.chunk}s: data-only events, all alike but for their {@code choices}. What is the
 * same in all is made once a stream. A step is an empty delta that says in a member of our own what it is. One
 * client's.
 */
final class CompletionEncoder implements EventEncoder {
    private static final byte[] KEEP_ALIVE = ascii(": keep-alive\n\n");
    private static final byte[] DONE = ascii("data: [DONE]\n\n");
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] ROLE = ascii("{\"role\":\"assistant\",\"content\":\"\"}");
    private static final byte[] EMPTY = ascii("{}");
    private static final byte[] UNFINISHED = ascii(",\"finish_reason\":null}]");
    private static final byte[] FINISHED = ascii(",\"finish_reason\":\"");
    private static final byte[] FINISHED_END = ascii("\"}]");
    private static final byte[] STEP = ascii(",\"rill\":{\"step\":\"");
    private static final byte[] STATUS = ascii("\",\"status\":\"");
    private static final byte[] MESSAGE = ascii("\",\"message\":\"");
    private static final byte[] QUOTE = ascii("\"");
    private static final byte[] DURATION = ascii(",\"durationMs\":");
    private static final byte[] BRACE = ascii("}");
    private static final byte[] END = ascii("}\n\n");

    private final boolean usageWanted;
    private final DocumentLinks links;
    private final SourceList list;
    private final byte[] noUsage;
    private final byte[] contentEnd;
    private byte[] head = {};
    private byte[] choice = {};
    private byte[] content = {};

    /**
     * @param usageWanted whether the tokens that were used are told at the end
     * @param list        of sources, behind the text
     */
    CompletionEncoder(boolean usageWanted, DocumentLinks links, SourceList list) {
        this.usageWanted = usageWanted;
        this.links = links;
        this.list = list;
        this.noUsage = ascii(usageWanted ? ",\"usage\":null" : "");
        this.contentEnd = ascii("\"},\"finish_reason\":null}]" + (usageWanted ? ",\"usage\":null" : "") + "}\n\n");
    }

    @Override
    public void encode(long id, StreamEvent event, FrameBuffer out) {
        switch (event) {
            case StreamEvent.Token token -> out.put(content).putJsonChars(token.content()).put(contentEnd).endFrame();
            case StreamEvent.Start start -> {
                begin(start);
                out.put(choice).put(ROLE).put(UNFINISHED).put(noUsage).put(END).endFrame();
            }
            case StreamEvent.Step step -> step(step, out);
            case StreamEvent.Complete complete -> complete(complete, out);
            case StreamEvent.Failed failed -> data(OpenAiErrors.error(failed), out);
            case StreamEvent.Cancelled cancelled -> data(OpenAiErrors.error(cancelled), out);
        }
    }

    private void begin(StreamEvent.Start start) {
        String common = "data: {\"id\":\"" + Completion.id(start.messageId())
                + "\",\"object\":\"chat.completion.chunk\",\"created\":" + start.timestamp().getEpochSecond()
                + ",\"model\":\"" + Model.NAME + "\",\"choices\":[";
        head = ascii(common);
        choice = ascii(common + "{\"index\":0,\"delta\":");
        content = ascii(common + "{\"index\":0,\"delta\":{\"content\":\"");
    }

    private void step(StreamEvent.Step step, FrameBuffer out) {
        out.put(choice).put(EMPTY).put(UNFINISHED).put(noUsage).put(STEP).putJsonChars(step.step()).put(STATUS)
                .put(ascii(step.status().name().toLowerCase(Locale.ROOT))).put(MESSAGE).putJsonChars(step.message())
                .put(QUOTE);
        step.duration().ifPresent(millis -> out.put(DURATION).putDecimal(millis));
        out.put(BRACE).put(END).endFrame();
    }

    private void complete(StreamEvent.Complete complete, FrameBuffer out) {
        String listed = list.of(complete.sources());
        if (!listed.isEmpty()) {
            out.put(content).putJsonChars(listed).put(contentEnd).endFrame();
        }
        if (!complete.sources().isEmpty()) {
            ArrayNode annotations = Completion.annotations(complete.finalContent(), complete.sources(), links);
            ObjectNode delta = Json.object().put("content", "");
            delta.set("annotations", annotations);
            out.put(choice).put(Json.bytes(delta)).put(UNFINISHED).put(noUsage).put(ascii(",\"rill\":"))
                    .put(Json.bytes(Completion.own(complete.sources()))).put(END).endFrame();
        }
        out.put(choice).put(EMPTY).put(FINISHED).put(ascii(Completion.finishReason(complete.finishReason())))
                .put(FINISHED_END).put(noUsage).put(END).endFrame();
        if (usageWanted) {
            complete.usage().ifPresent(used -> out.put(head).put(ascii("],\"usage\":"))
                    .put(Json.bytes(Completion.usage(used))).put(END).endFrame());
        }
        out.put(DONE).endFrame();
    }

    private static void data(ObjectNode json, FrameBuffer out) {
        out.put(DATA).put(Json.bytes(json)).put(ascii("\n\n")).endFrame();
    }

    @Override
    public byte[] keepAlive() {
        return KEEP_ALIVE;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
