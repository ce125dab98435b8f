package dev.rill.http.body;

import dev.rill.http.message.Refusal;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.HttpMediaType;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads request bodies: bounded, JSON only, and then as {@link BodyParser} has it. Every method throws
 * {@link ProblemException} (413, 415, 400 with a pointer for each wrong member, 503 where too many large ones come). Any thread.
 */
public final class RequestBodies {
    private static final String ENDS_EARLY_OR_MALFORMED = "The body ends early or its chunks are malformed";

    private static final int FIRST_READ_BYTES = 1024;

    private final int maxBytes;
    private final BodyParser parser;

    public RequestBodies(ApiDocument document, long maxBodyBytes) {
        this.maxBytes = Math.toIntExact(maxBodyBytes);
        this.parser = new BodyParser(document, maxBytes);
    }

    /** The body of {@code POST /chat}. */
    public ChatBody chat(ServerRequest request) {
        return parser.chat(read(request, false));
    }

    /** The body of {@code POST /chat/stream}. */
    public ChatBody chatStream(ServerRequest request) {
        return parser.chatStream(read(request, false));
    }

    /** What {@link #chatStream} makes of a body when it has been read. */
    public ChatBody chatStream(byte[] body) {
        return parser.chatStream(body);
    }

    /** The body of {@code POST /threads}; none is as good as an empty object. */
    public ThreadBody createThread(ServerRequest request) {
        return parser.createThread(read(request, true));
    }

    public ThreadBody updateThread(ServerRequest request) {
        return parser.updateThread(read(request, false));
    }

    private byte[] read(ServerRequest request, boolean mayBeEmpty) {
        OptionalLong declared = request.headers().contentLength();
        if (declared.isPresent() && declared.getAsLong() > maxBytes) {
            throw tooLarge();
        }
        boolean typed = request.headers().contains(HeaderNames.CONTENT_TYPE);
        if (!mayBeEmpty || typed) {
            requireJson(request);
        }
        byte[] body = bytes(request);
        if (!typed && body.length > 0) {
            requireJson(request);
        }
        return body;
    }

    private static void requireJson(ServerRequest request) {
        Optional<HttpMediaType> type;
        try {
            type = request.headers().contentType();
        } catch (HttpException | IllegalArgumentException e) {
            type = Optional.empty();
        }
        boolean ok = type.isPresent()
                && type.get().type().equalsIgnoreCase("application")
                && type.get().subtype().equalsIgnoreCase("json")
                && type.get().charset().map(c -> c.equalsIgnoreCase("utf-8")).orElse(true);
        if (!ok) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: application/json, in UTF-8")
                    .exception();
        }
    }

    private byte[] bytes(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        byte[] body;
        try (BodyMemory.Hold hold = BodyMemory.of(request).hold()) {
            // not closed: closing would read on
            body = readAll(request.content().inputStream(), hold);
        } catch (RequestException e) {
            throw e.status().code() == 413 ? tooLarge()
                    : broken(Refusal.saying(e.getMessage()).map(Refusal::detail).orElse(ENDS_EARLY_OR_MALFORMED));
        } catch (HttpException beyondLimit) {
            throw tooLarge();
        } catch (DataReader.InsufficientDataAvailableException | DataReader.IncorrectNewLineException
                | IllegalArgumentException e) {
            throw broken(ENDS_EARLY_OR_MALFORMED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (body.length > maxBytes) {
            throw tooLarge();
        }
        return body;
    }

    private byte[] readAll(InputStream in, BodyMemory.Hold hold) throws IOException {
        byte[] bytes = new byte[FIRST_READ_BYTES];
        int size = 0;
        while (size <= maxBytes) {
            if (size == bytes.length) {
                hold.grownTo(2L * size);
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * size, maxBytes + 1L));
            }
            int count = in.read(bytes, size, bytes.length - size);
            if (count < 0) {
                break;
            }
            size += count;
        }
        return Arrays.copyOf(bytes, size);
    }

    private static ProblemException broken(String detail) {
        return Problem.of(ProblemCode.INVALID_REQUEST, detail).exception();
    }

    private ProblemException tooLarge() {
        return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "A body may have " + maxBytes + " bytes").exception();
    }
}
