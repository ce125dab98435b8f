package dev.rill.http;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.rill.http.Problem.MemberError;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.HttpMediaType;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads request bodies: bounded, JSON only, valid by the schemas that {@link ApiDocument} serves. Every method throws
 * {@link ProblemException} (413, 415, 400 with a pointer for each wrong member). Any thread.
 */
public final class RequestBodies {
    private static final int MAX_ERRORS = 20;
    private static final int MAX_METADATA_CHARS = 8192;

    private final int maxBytes;
    private final StrictJson json;
    private final Schema chatRequest;
    private final Schema chatStreamRequest;
    private final Schema createThread;
    private final Schema updateThread;

    public RequestBodies(ApiDocument document, long maxBodyBytes) {
        this.maxBytes = Math.toIntExact(maxBodyBytes);
        this.json = new StrictJson(maxBytes);
        this.chatRequest = document.schema("ChatRequest");
        this.chatStreamRequest = document.schema("ChatStreamRequest");
        this.createThread = document.schema("CreateThread");
        this.updateThread = document.schema("UpdateThread");
    }

    /** The body of {@code POST /chat}. */
    public ChatBody chat(ServerRequest request) {
        return ChatBody.of(read(request, chatRequest, false));
    }

    /** The body of {@code POST /chat/stream}. */
    public ChatBody chatStream(ServerRequest request) {
        return ChatBody.of(read(request, chatStreamRequest, false));
    }

    /** The body of {@code POST /threads}; none is as good as an empty object. */
    ThreadBody createThread(ServerRequest request) {
        return thread(read(request, createThread, true));
    }

    ThreadBody updateThread(ServerRequest request) {
        return thread(read(request, updateThread, false));
    }

    private static ThreadBody thread(JsonNode node) {
        Optional<String> metadata = node.has("metadata") ? Optional.of(node.get("metadata").toString())
                : Optional.empty();
        if (metadata.isPresent() && metadata.get().length() > MAX_METADATA_CHARS) {
            throw invalid(List.of(new MemberError("/metadata",
                    "must be at most " + MAX_METADATA_CHARS + " characters as compact JSON")));
        }
        return new ThreadBody(node.optional("name").map(JsonNode::stringValue), metadata);
    }

    private JsonNode read(ServerRequest request, Schema schema, boolean mayBeEmpty) {
        OptionalLong declared = request.headers().contentLength();
        if (declared.isPresent() && declared.getAsLong() > maxBytes) {
            throw tooLarge();
        }
        boolean typed = request.headers().contains(HeaderNames.CONTENT_TYPE);
        if (!mayBeEmpty || typed) {
            requireJson(request);
        }
        byte[] body = bytes(request);
        if (mayBeEmpty && body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!typed) {
            requireJson(request);
        }
        JsonNode node = json.read(body, body.length);
        List<Error> errors = schema.validate(node);
        if (!errors.isEmpty()) {
            throw invalid(memberErrors(errors));
        }
        return node;
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
        try {
            // not closed: closing would read on
            InputStream in = request.content().inputStream();
            body = in.readNBytes(maxBytes + 1);
        } catch (RequestException e) {
            throw e.status().code() == 413 ? tooLarge() : broken();
        } catch (HttpException beyondLimit) {
            throw tooLarge();
        } catch (DataReader.InsufficientDataAvailableException | IllegalArgumentException e) {
            throw broken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (body.length > maxBytes) {
            throw tooLarge();
        }
        return body;
    }

    private static ProblemException broken() {
        return Problem.of(ProblemCode.INVALID_REQUEST, "The body ends early or its chunks are malformed").exception();
    }

    private ProblemException tooLarge() {
        return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "A body may have " + maxBytes + " bytes").exception();
    }

    private static ProblemException invalid(List<MemberError> errors) {
        MemberError first = errors.getFirst();
        String where = first.pointer().isEmpty() ? "The body" : first.pointer();
        return Problem.of(ProblemCode.INVALID_REQUEST, where + " " + first.detail()).withErrors(errors).exception();
    }

    /** The first of each member. */
    private static List<MemberError> memberErrors(List<Error> errors) {
        Map<String, MemberError> byPointer = new LinkedHashMap<>();
        for (Error error : errors) {
            MemberError wrong = memberError(error);
            byPointer.putIfAbsent(wrong.pointer(), wrong);
        }
        return byPointer.values().stream().limit(MAX_ERRORS).toList();
    }

    private static MemberError memberError(Error error) {
        String pointer = error.getInstanceLocation().toString();
        return switch (error.getKeyword()) {
            case "required" -> new MemberError(pointer + "/" + escaped(error.getProperty()), "is missing");
            case "additionalProperties" ->
                    new MemberError(pointer + "/" + escaped(error.getProperty()), "is not known here");
            case null, default -> new MemberError(pointer, error.getMessage());
        };
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
