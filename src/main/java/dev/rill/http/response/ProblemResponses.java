package dev.rill.http.response;

import dev.rill.http.access.Caller;
import dev.rill.http.message.MessageFault;
import dev.rill.http.metrics.RequestMeters;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.problem.ProblemForm;
import dev.rill.retrieval.SearchUnavailableException;
import dev.rill.storage.StorageTimeoutException;
import dev.rill.stream.ErrorCode;
import dev.rill.threads.ThreadStore.BadCursorException;
import dev.rill.threads.ThreadStore.StoreUnavailableException;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The one place where what went wrong becomes an answer, in the form of its route: RFC 9457 but for the protocols that
 * have their own. Any thread.
 */
public final class ProblemResponses {
    private static final System.Logger LOG = System.getLogger(ProblemResponses.class.getName());
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Duration STORE_RETRY = Duration.ofSeconds(2);

    private final StandardHeaders standard;
    private final RequestMeters meters;
    private final Function<String, ProblemForm> forms;

    /** @param forms how a refusal looks at a path, where the request itself did not come so far as to have one */
    public ProblemResponses(StandardHeaders standard, RequestMeters meters, Function<String, ProblemForm> forms) {
        this.standard = standard;
        this.meters = meters;
        this.forms = forms;
    }

    /** Sends the problem. Nothing of the answer may have been sent. */
    public void send(ServerRequest request, ServerResponse response, Problem problem) {
        ServerResponseHeaders headers = response.headers();
        headers.remove(HeaderNames.CONTENT_DISPOSITION);
        headers.remove(HeaderNames.LOCATION);
        headers.remove(HeaderNames.ETAG);
        headers.set(HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store"));
        ProblemForm form = request.context().get(ProblemForm.class).orElse(ProblemForm.RFC_9457);
        describe(headers, problem, form);
        if (problem.status() == 503 && isHttp1(request)) {
            // where the server is full, those whom it refuses are not to keep the others from connecting
            headers.set(HeaderValues.CONNECTION_CLOSE);
        }
        response.status(Status.create(problem.status()));
        meters.refused(problem.code());
        Body.send(request, response, form.body(problem, uriReference(request.prologue().uriPath().rawPathNoParams())));
    }

    private static boolean isHttp1(ServerRequest request) {
        return request.prologue().protocolVersion().startsWith("1");
    }

    /** The problem that an exception is, logged where it is nobody's but ours. */
    Problem of(ServerRequest request, Throwable thrown) {
        return switch (thrown) {
            case ProblemException e -> e.problem();
            case StoreUnavailableException e -> {
                LOG.log(Level.WARNING, "Request {0}: the store does not answer", Caller.of(request).requestId(), e);
                yield Problem.of(ErrorCode.STORE_UNAVAILABLE, "The store does not answer; try again")
                        .withRetryAfter(STORE_RETRY);
            }
            case StorageTimeoutException e -> {
                LOG.log(Level.WARNING, "Request {0}: the storage is too slow", Caller.of(request).requestId(), e);
                yield Problem.of(ErrorCode.STORE_UNAVAILABLE, "The storage does not answer; try again")
                        .withRetryAfter(STORE_RETRY);
            }
            case SearchUnavailableException e -> {
                LOG.log(Level.WARNING, "Request {0}: {1}", Caller.of(request).requestId(), e.getMessage());
                yield Problem.of(ErrorCode.STORE_UNAVAILABLE, "The documents cannot be searched just now; try again")
                        .withRetryAfter(STORE_RETRY);
            }
            case BadCursorException e -> Problem.of(ProblemCode.INVALID_REQUEST, "The cursor is not one of this list");
            case HttpException e when e.status().code() < 500 -> ofStatus(e.status().code());
            default -> {
                LOG.log(Level.ERROR, "Request " + Caller.of(request).requestId() + " failed", thrown);
                yield Problem.of(ErrorCode.INTERNAL, "The server's log has it under the request's id");
            }
        };
    }

    public void install(HttpRouting.Builder routing) {
        routing.error(Throwable.class, (request, response, thrown) -> {
            if (thrown instanceof CloseConnectionException closed) {
                throw closed;
            }
            try {
                send(request, response, of(request, thrown));
            } catch (CloseConnectionException left) {
                LOG.log(Level.TRACE, "Nobody is there for the refusal", left);
            }
        });
    }

    /** Answers what fails before there is a request to route: a bad request line, headers too large. */
    public DirectHandlers directHandlers() {
        DirectHandlers.Builder builder = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            builder.addHandler(type, this::direct);
        }
        return builder.build();
    }

    private DirectHandler.TransportResponse direct(DirectHandler.TransportRequest request,
                                                   DirectHandler.EventType type, Status status,
                                                   ServerResponseHeaders given, String message) {
        ServerRequestHeaders sent = request.headers();
        Problem problem = MessageFault.saying(message).map(ProblemResponses::refused)
                .orElseGet(() -> ofStatus(unreadable(request, type) ? 400 : status.code()));
        meters.refused(problem.code());
        meters.answered(RequestMeters.NO_ROUTE, request.method(), problem.status());
        ServerResponseHeaders headers = ServerResponseHeaders.create();
        standard.addTo(headers, sent, StandardHeaders.requestId(sent));
        String target = request.path();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        ProblemForm form = forms.apply(path);
        describe(headers, problem, form);
        // on HTTP/2 the server would declare this entity's length and send another one
        byte[] entity = request.protocolVersion().contains("2") ? new byte[0]
                : form.body(problem, uriReference(path));
        return DirectHandler.TransportResponse.builder()
                .status(Status.create(problem.status()))
                .headers(headers)
                .keepAlive(false)
                .entity(entity)
                .build();
    }

    /** What a handler throws never comes here; what is left without a request is one that could not be parsed. */
    private static boolean unreadable(DirectHandler.TransportRequest request, DirectHandler.EventType type) {
        return type == DirectHandler.EventType.INTERNAL_ERROR && request.method().isEmpty();
    }

    public static Problem refused(MessageFault why) {
        ProblemCode code = why.status() == 413 ? ProblemCode.PAYLOAD_TOO_LARGE : ProblemCode.INVALID_REQUEST;
        return Problem.of(code, why.detail()).withStatus(why.status());
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 403 -> Problem.of(ProblemCode.FORBIDDEN_ORIGIN, "The request is not allowed");
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this path");
            case 406 -> Problem.of(ProblemCode.NOT_ACCEPTABLE, "Accept allows nothing that this path offers");
            case 413 -> Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The body is too large");
            case 414 -> Problem.of(ProblemCode.INVALID_REQUEST, "The request's path is too long").withStatus(414);
            case 415 -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body has to be JSON");
            case 431 -> Problem.of(ProblemCode.INVALID_REQUEST, "The request's headers are too large")
                    .withStatus(431);
            case 501 -> Problem.of(ProblemCode.INVALID_REQUEST, "The transfer encoding is not known").withStatus(501);
            case 505 -> Problem.of(ProblemCode.INVALID_REQUEST, "Use HTTP/1.1 or HTTP/2").withStatus(505);
            case 503 -> Problem.of(ProblemCode.TOO_MANY_STREAMS, "The server is busy")
                    .withRetryAfter(Duration.ofSeconds(1));
            default -> status < 500 ? Problem.of(ProblemCode.INVALID_REQUEST, "The request is malformed")
                    : Problem.of(ErrorCode.INTERNAL, "The server's log has it under the request's id");
        };
    }

    private static void describe(ServerResponseHeaders headers, Problem problem, ProblemForm form) {
        headers.set(HeaderNames.CONTENT_TYPE, form.contentType());
        problem.retryAfterSeconds().ifPresent(s -> headers.set(HeaderNames.RETRY_AFTER, Long.toString(s)));
        problem.allow().ifPresent(methods -> headers.set(HeaderNames.ALLOW, methods));
        if (problem.code() == ProblemCode.UNAUTHORIZED) {
            headers.set(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"rill\"");
        }
    }

    /** What a URI may not hold is percent-encoded, whatever was sent. */
    private static String uriReference(String path) {
        StringBuilder reference = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                    || "-._~!$&'()*+,;=:@/%".indexOf(c) >= 0;
            if (plain) {
                reference.append(c);
            } else {
                reference.append('%').append(HEX.toHexDigits(b));
            }
        }
        return LONE_PERCENT.matcher(reference).replaceAll("%25");
    }
}
