package dev.rill.http.body;

import dev.rill.http.message.MessageFault;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Reads request bodies: bounded, and JSON only. Every method throws {@link ProblemException} (413, 415, 400 with a
 * pointer for each wrong member, 503 where too many large ones come). Any thread.
 */
public final class RequestBodies {
    private static final String ENDS_EARLY_OR_MALFORMED = "The body ends early or its chunks are malformed";

    private static final int FIRST_READ_BYTES = 1024;

    private final int maxBytes;
    private final ApiDocument document;
    private final StrictJson json;
    private final Map<String, BodySchema> schemas = new ConcurrentHashMap<>();

    public RequestBodies(ApiDocument document, long maxBodyBytes) {
        this.maxBytes = Math.toIntExact(maxBodyBytes);
        this.document = document;
        this.json = new StrictJson(maxBytes);
    }

    /** One of the API document's, by its name there; the same for all who ask for it. */
    public BodySchema schema(String name) {
        return schemas.computeIfAbsent(name, known -> new BodySchema(json, document.schema(known)));
    }

    /** A body that has to be there and valid. */
    public JsonNode read(ServerRequest request, BodySchema schema) {
        return schema.valid(bytes(request, false));
    }

    /** A body that may be missing, and has to be valid where it is there. */
    public Optional<JsonNode> readIfThere(ServerRequest request, BodySchema schema) {
        byte[] body = bytes(request, true);
        return body.length == 0 ? Optional.empty() : Optional.of(schema.valid(body));
    }

    /**
     * A body that has to be there, whose members the caller checks: what others' clients send is not all known here.
     */
    public JsonNode read(ServerRequest request) {
        byte[] body = bytes(request, false);
        return json.read(body, body.length);
    }

    private byte[] bytes(ServerRequest request, boolean mayBeEmpty) {
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
                    : broken(MessageFault.saying(e.getMessage()).map(MessageFault::detail)
                            .orElse(ENDS_EARLY_OR_MALFORMED));
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
