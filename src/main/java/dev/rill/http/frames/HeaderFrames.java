package dev.rill.http.frames;

import dev.rill.http.frames.flood.FrameFloods;
import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.format.Http2ErrorCode;
import dev.rill.http.frames.header.FieldSection;
import dev.rill.http.frames.header.HeaderBlock;
import dev.rill.http.frames.header.HeaderDecoder;
import dev.rill.http.frames.header.HeaderEncoder;
import dev.rill.http.frames.header.HeaderField;
import dev.rill.http.frames.header.RequestValidation;
import dev.rill.http.frames.stream.ClientStreams;
import dev.rill.http.message.MessageFault;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * HEADERS and CONTINUATION (RFC 9113, sections 6.2, 6.10 and 8): a block is bounded in frames and in octets before it
 * is decoded, and decoded before anything of it is kept. One thread; {@link #refusal} from any.
 */
final class HeaderFrames {
    private static final int MAX_CONTINUATIONS = 32;

    private final FrameLimits limits;
    private final ClientStreams streams;
    private final FrameFloods floods;
    private final HeaderDecoder decoder;
    private final RequestValidation validation;
    private final Map<Integer, MessageFault> refusals = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private int blockStream;
    private boolean atEnd;
    private int continuations;

    HeaderFrames(FrameLimits limits, ClientStreams streams, FrameFloods floods) {
        this.limits = limits;
        this.streams = streams;
        this.floods = floods;
        this.decoder = new HeaderDecoder(limits.maxHeaderBytes());
        this.validation = new RequestValidation(limits.maxPathBytes());
    }

    /** Whether nothing but CONTINUATION may come. */
    boolean inBlock() {
        return blockStream != 0;
    }

    /** Why a request that was taken is not looked at; told once. */
    Optional<MessageFault> refusal(int stream) {
        return Optional.ofNullable(refusals.remove(stream));
    }

    void ended(int stream) {
        refusals.remove(stream);
    }

    Decision headers(Frame frame) {
        if ((frame.stream() & 1) == 0) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "HEADERS on a stream that is not the client's to open");
        }
        byte[] fragment = frame.content();
        if (fragment == null) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "HEADERS with more padding than frame");
        }
        block.reset();
        blockStream = frame.stream();
        atEnd = frame.has(Frame.END_STREAM);
        continuations = 0;
        return fragment(frame, fragment);
    }

    Decision continuation(Frame frame) {
        if (blockStream == 0 || frame.stream() != blockStream) {
            return Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "CONTINUATION of no header block");
        }
        if (++continuations > MAX_CONTINUATIONS) {
            return Decision.end(Http2ErrorCode.ENHANCE_YOUR_CALM, "a header block of too many frames");
        }
        return fragment(frame, frame.content());
    }

    private Decision fragment(Frame frame, byte[] fragment) {
        if (block.size() + fragment.length > limits.maxBlockBytes()) {
            return Decision.end(Http2ErrorCode.ENHANCE_YOUR_CALM, "a header block of too many octets");
        }
        block.writeBytes(fragment);
        if (!frame.has(Frame.END_HEADERS)) {
            return new Decision.Drop();
        }
        int stream = blockStream;
        blockStream = 0;
        HeaderBlock decoded = decoder.decode(block.toByteArray());
        block.reset();
        return switch (decoded) {
            case HeaderBlock.Corrupt _ ->
                    Decision.end(Http2ErrorCode.COMPRESSION_ERROR, "a header block that is broken");
            case HeaderBlock.Fields fields -> decoded(stream, decoded, fields.fields());
            case HeaderBlock.TooLarge large -> floods.tooLarge() ? decoded(stream, decoded, large.first())
                    : Decision.end(Http2ErrorCode.ENHANCE_YOUR_CALM, "too many header blocks that are too large");
        };
    }

    private Decision decoded(int stream, HeaderBlock block, List<HeaderField> fields) {
        return switch (streams.state(stream)) {
            case IDLE -> opened(stream, block, fields);
            case OPEN -> trailers(stream, block, fields);
            case HALF_CLOSED -> new Decision.ResetStream(stream, Http2ErrorCode.STREAM_CLOSED);
            case ENDED_UNKNOWN_TO_CLIENT -> {
                if (atEnd) {
                    streams.requestEndedLate(stream);
                }
                yield new Decision.Drop();
            }
            case ENDED -> Decision.end(Http2ErrorCode.STREAM_CLOSED, "HEADERS on a stream that has ended");
            case NEVER_USED -> Decision.end(Http2ErrorCode.PROTOCOL_ERROR, "a stream older than others that are open");
        };
    }

    private Decision opened(int stream, HeaderBlock block, List<HeaderField> fields) {
        streams.seen(stream);
        if (streams.count() >= limits.maxStreams()) {
            return refused(stream, Http2ErrorCode.REFUSED_STREAM);
        }
        FieldSection head = switch (block) {
            case HeaderBlock.Fields _ -> validation.request(fields, atEnd);
            case HeaderBlock.TooLarge _ -> validation.tooLarge(fields, atEnd);
            case HeaderBlock.Corrupt _ -> throw new IllegalStateException("a broken block has no fields");
        };
        return switch (head) {
            case FieldSection.Malformed _ -> floods.fault() ? refused(stream, Http2ErrorCode.PROTOCOL_ERROR)
                    : Decision.end(Http2ErrorCode.ENHANCE_YOUR_CALM, "too many malformed requests");
            case FieldSection.Taken taken -> taken(stream, taken);
        };
    }

    private Decision taken(int stream, FieldSection.Taken taken) {
        taken.refusal().ifPresent(refusal -> refusals.put(stream, refusal));
        if (!streams.take(stream, taken.contentLength(), atEnd)) {
            ended(stream);
            return refused(stream, Http2ErrorCode.REFUSED_STREAM);
        }
        return new Decision.Pass(Frame.of(Frame.HEADERS, Frame.END_HEADERS | (atEnd ? Frame.END_STREAM : 0), stream,
                HeaderEncoder.encode(taken.fields())));
    }

    private Decision refused(int stream, Http2ErrorCode code) {
        if (!floods.control(1)) {
            return Decision.end(Http2ErrorCode.ENHANCE_YOUR_CALM, "too many streams that are refused");
        }
        streams.refuse(stream, atEnd);
        return new Decision.ResetStream(stream, code);
    }

    /** They are read and left out; the end of the body is what is handed on. */
    private Decision trailers(int stream, HeaderBlock block, List<HeaderField> fields) {
        boolean right = switch (block) {
            case HeaderBlock.Fields _ -> atEnd && RequestValidation.areTrailers(fields);
            case HeaderBlock.TooLarge _, HeaderBlock.Corrupt _ -> false;
        };
        if (!right || !streams.endRequest(stream)) {
            return new Decision.ResetStream(stream, Http2ErrorCode.PROTOCOL_ERROR);
        }
        return new Decision.Pass(Frame.of(Frame.DATA, Frame.END_STREAM, stream, new byte[0]));
    }
}
