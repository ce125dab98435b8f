package dev.rill.wire.rill;

import dev.rill.stream.EventCodec;
import dev.rill.stream.FrameBuffer;
import dev.rill.stream.Source;
import dev.rill.stream.StreamEvent;
import dev.rill.stream.Usage;
import dev.rill.wire.OriginMember;
import dev.rill.wire.PlaceMember;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Rill's own events as Server-Sent Events (WHATWG HTML, section 9.2): {@code event}, {@code data} and {@code id}, one
 * line each, with one space after the colon. Widely used clients need the space, and others note an id when they read
 * its line: it comes last, so that who has it has the event. Stateless.
 */
public final class RillCodec implements EventCodec {
    private static final byte[] START = ascii("event: start\ndata: {\"messageId\":\"");
    private static final byte[] STEP = ascii("event: step\ndata: {\"step\":\"");
    private static final byte[] TOKEN = ascii("event: token\ndata: {\"content\":\"");
    private static final byte[] TOKEN_END = ascii("\"}\nid: ");
    private static final byte[] COMPLETE = ascii("event: complete\ndata: {\"messageId\":\"");
    private static final byte[] ERROR = ascii("event: error\ndata: {\"messageId\":\"");
    private static final byte[] CANCELLED = ascii("event: cancelled\ndata: {\"messageId\":\"");
    private static final byte[] THREAD_ID = ascii("\",\"threadId\":\"");
    private static final byte[] TIMESTAMP = ascii("\",\"timestamp\":\"");
    private static final byte[] STATUS = ascii("\",\"status\":\"");
    private static final byte[] MESSAGE = ascii("\",\"message\":\"");
    private static final byte[] STEP_MEMBER = ascii("\",\"step\":\"");
    private static final byte[] DURATION = ascii(",\"durationMs\":");
    private static final byte[] FINAL = ascii("\",\"status\":\"complete\",\"finalContent\":\"");
    private static final byte[] SOURCES = ascii("\",\"sources\":[");
    private static final byte[] QUOTE = ascii("\"");
    /** A client of its own accord waits for seconds before it connects again. */
    private static final byte[] START_END = ascii("\"}\nretry: 500\nid: ");
    private static final byte[] END = ascii("}\nid: ");
    private static final byte[] FRAME_END = ascii("\n\n");
    private static final byte[] KEEP_ALIVE = ascii(": keep-alive\n\n");

    @Override
    public void encode(long id, StreamEvent event, FrameBuffer out) {
        switch (event) {
            case StreamEvent.Token token -> out.put(TOKEN).putJsonChars(token.content()).put(TOKEN_END);
            case StreamEvent.Start start -> {
                out.put(START).putJsonChars(start.messageId()).put(THREAD_ID).putJsonChars(start.threadId());
                timestamp(start.timestamp(), out).put(START_END);
            }
            case StreamEvent.Step step -> step(step, out);
            case StreamEvent.Complete complete -> complete(complete, out);
            case StreamEvent.Failed failed -> failed(failed, out);
            case StreamEvent.Cancelled cancelled -> {
                out.put(CANCELLED).putJsonChars(cancelled.messageId());
                timestamp(cancelled.timestamp(), out);
                openStep(cancelled.step(), out);
                out.put(ascii("\",\"reason\":\"")).put(ascii(lower(cancelled.reason()))).put(QUOTE).put(END);
            }
        }
        out.putDecimal(id).put(FRAME_END).endFrame();
    }

    @Override
    public List<StreamEvent> decode(byte[] frames) {
        return RillDecoder.events(frames);
    }

    @Override
    public byte[] keepAlive() {
        return KEEP_ALIVE;
    }

    private static void step(StreamEvent.Step step, FrameBuffer out) {
        out.put(STEP).putJsonChars(step.step()).put(STATUS).put(ascii(lower(step.status())));
        out.put(MESSAGE).putJsonChars(step.message());
        timestamp(step.timestamp(), out).put(QUOTE);
        number(DURATION, step.duration(), out);
        out.put(END);
    }

    private static void complete(StreamEvent.Complete complete, FrameBuffer out) {
        out.put(COMPLETE).putJsonChars(complete.messageId()).put(THREAD_ID).putJsonChars(complete.threadId());
        timestamp(complete.timestamp(), out);
        out.put(FINAL).putJsonChars(complete.finalContent());
        sources(complete.sources(), out.put(SOURCES));
        usage(complete.usage(), out.put(ascii("]")));
        out.put(DURATION).putDecimal(complete.duration());
        out.put(ascii(",\"saved\":")).put(ascii(Boolean.toString(complete.saved())));
        out.put(ascii(",\"finishReason\":\"")).putJsonChars(complete.finishReason().word()).put(QUOTE).put(END);
    }

    private static void failed(StreamEvent.Failed failed, FrameBuffer out) {
        out.put(ERROR).putJsonChars(failed.messageId());
        timestamp(failed.timestamp(), out);
        out.put(ascii("\",\"error\":\"")).putJsonChars(failed.error());
        out.put(ascii("\",\"code\":\"")).put(ascii(failed.code().name()));
        openStep(failed.step(), out);
        out.put(ascii("\",\"retryable\":")).put(ascii(Boolean.toString(failed.retryable())));
        number(ascii(",\"retryAfterMs\":"), failed.retryAfter(), out);
        out.put(END);
    }

    private static void sources(List<Source> sources, FrameBuffer out) {
        byte[] before = ascii("{\"id\":");
        for (Source source : sources) {
            out.put(before).putDecimal(source.id());
            out.put(ascii(",\"path\":\"")).putJsonChars(source.path());
            out.put(ascii("\",\"title\":\"")).putJsonChars(source.title());
            out.put(ascii("\",\"fromLine\":")).putDecimal(source.fromLine());
            out.put(ascii(",\"toLine\":")).putDecimal(source.toLine());
            PlaceMember.put(source.place(), out);
            OriginMember.put(source.origin(), out);
            if (!source.section().isEmpty()) {
                out.put(ascii(",\"section\":\"")).putJsonChars(source.section()).put(QUOTE);
            }
            out.put(ascii(",\"score\":")).put(ascii(Double.toString(source.score())));
            out.put(ascii(",\"snippet\":\"")).putJsonChars(source.snippet());
            if (!source.hash().isEmpty()) {
                out.put(ascii("\",\"hash\":\"")).putJsonChars(source.hash());
            }
            source.text().ifPresent(text -> out.put(ascii("\",\"text\":\"")).putJsonChars(text));
            out.put(QUOTE);
            citations(source.citations(), out);
            out.put(ascii("}"));
            before = ascii(",{\"id\":");
        }
    }

    private static void citations(List<Source.Citation> citations, FrameBuffer out) {
        byte[] before = ascii(",\"citations\":[");
        for (Source.Citation citation : citations) {
            out.put(before).put(ascii("{\"start\":")).putDecimal(citation.start()).put(ascii(",\"end\":"))
                    .putDecimal(citation.end());
            switch (citation.support()) {
                case Source.Found found -> out.put(ascii(",\"found\":true,\"fromLine\":")).putDecimal(found.fromLine())
                        .put(ascii(",\"toLine\":")).putDecimal(found.toLine()).put(ascii("}"));
                case Source.NotFound _ -> out.put(ascii(",\"found\":false}"));
            }
            before = ascii(",");
        }
        if (!citations.isEmpty()) {
            out.put(ascii("]"));
        }
    }

    private static void usage(Optional<Usage> usage, FrameBuffer out) {
        usage.ifPresent(tokens -> out.put(ascii(",\"usage\":{\"promptTokens\":")).putDecimal(tokens.promptTokens())
                .put(ascii(",\"completionTokens\":")).putDecimal(tokens.completionTokens())
                .put(ascii(",\"totalTokens\":")).putDecimal(tokens.totalTokens()).put(ascii("}")));
    }

    private static void openStep(Optional<String> step, FrameBuffer out) {
        step.ifPresent(name -> out.put(STEP_MEMBER).putJsonChars(name));
    }

    private static void number(byte[] name, OptionalLong value, FrameBuffer out) {
        value.ifPresent(number -> out.put(name).putDecimal(number));
    }

    /** RFC 3339 in UTC, whole milliseconds. */
    private static FrameBuffer timestamp(Instant time, FrameBuffer out) {
        return out.put(TIMESTAMP).put(ascii(time.truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
