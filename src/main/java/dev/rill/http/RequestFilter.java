package dev.rill.http;

import dev.rill.http.access.Authenticator;
import dev.rill.http.access.Caller;
import dev.rill.http.access.Cors;
import dev.rill.http.access.OwnPages;
import dev.rill.http.access.Proxies;
import dev.rill.http.access.RequestRate;
import dev.rill.http.access.User;
import dev.rill.http.body.BodyMemory;
import dev.rill.http.connection.ConnectionDeadlines;
import dev.rill.http.connection.Http1Messages;
import dev.rill.http.connection.WatchedConnection;
import dev.rill.http.frames.FrameGate;
import dev.rill.http.message.MessageFault;
import dev.rill.http.metrics.RequestMeters;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.PlainPath;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.RouteTable;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.response.ProblemResponses;
import dev.rill.http.response.StandardHeaders;
import dev.rill.trace.Trace;
import dev.rill.trace.Tracer;
import io.helidon.common.uri.UriPath;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Optional;

/**
 * What every request passes before its handler: standard headers, the request's id, {@code Host} and {@code Origin},
 * credentials, the rate limit, the route and its methods; and the access log behind it. Refusals are sent before the
 * body is read. Any thread.
 */
final class RequestFilter implements Filter {
    private final RouteTable table;
    private final StandardHeaders standard;
    private final Cors cors;
    private final OwnPages pages;
    private final Proxies proxies;
    private final Authenticator users;
    private final RequestRate rate;
    private final ConnectionDeadlines deadlines;
    private final ProblemResponses problems;
    private final RequestMeters meters;
    private final BodyMemory memory;
    private final BodyLimit limit;
    private final Optional<Tracer> tracer;
    private final FeatureBodies features = new FeatureBodies();
    private final AccessLog log = new AccessLog();

    RequestFilter(RouteTable table, StandardHeaders standard, Cors cors, OwnPages pages, Proxies proxies,
                  Authenticator users, RequestRate rate, ConnectionDeadlines deadlines, ProblemResponses problems,
                  RequestMeters meters, BodyMemory memory, BodyLimit limit, Optional<Tracer> tracer) {
        this.tracer = tracer;
        this.table = table;
        this.standard = standard;
        this.cors = cors;
        this.pages = pages;
        this.proxies = proxies;
        this.users = users;
        this.rate = rate;
        this.deadlines = deadlines;
        this.problems = problems;
        this.meters = meters;
        this.memory = memory;
        this.limit = limit;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (tracer.isPresent()) {
            Trace.ofRequest(tracer.get(), TraceFields.of(request.headers()), () -> edge(chain, request, response));
        } else {
            edge(chain, request, response);
        }
    }

    private void edge(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        WatchedConnection connection = WatchedConnection.of(request);
        if (connection.hasEnded(request)) {
            throw new CloseConnectionException("the client has taken the request back");
        }
        long began = System.nanoTime();
        String requestId = StandardHeaders.requestId(request.headers());
        standard.addTo(response.headers(), request.headers(), requestId);
        Proxies.Client client = proxies.client(request);
        String address = client.address().getHostAddress();
        request.context().register(new Caller(requestId, User.ANYBODY, address));
        request.context().register(client);
        request.context().register(memory);
        Optional<Http1Messages> messages = connection.messages();
        messages.ifPresent(http1 -> http1.requestBegan(request, response));
        deadlines.requestBegan(request);
        Optional<Route> route = route(request);
        boolean large = route.filter(known -> known.longestBody().isPresent()).isPresent();
        request.streamFilter(body -> deadlines.timed(request, response,
                limit.of(route, body, () -> messages.ifPresent(Http1Messages::requestFailed)), large));
        route.ifPresent(known -> request.context().register(known.refusals()));
        try {
            answer(chain, request, response, client, route);
        } catch (RuntimeException e) {
            messages.ifPresent(Http1Messages::requestFailed);
            throw e;
        } finally {
            deadlines.requestEnded(request);
            if (response.isSent() || !connection.hasEnded(request)) {
                meters.answered(route.map(Route::pattern).orElse(RequestMeters.NO_ROUTE),
                        request.prologue().method().text(), response.status().code());
                log.ended(request, response, Caller.of(request), System.nanoTime() - began);
            }
        }
        messages.ifPresent(http1 -> http1.requestEnded(request, response));
        connection.gate().ifPresent(_ -> FrameGate.readRest(request));
    }

    private Optional<Route> route(RoutingRequest request) {
        UriPath path = request.prologue().uriPath();
        return path.rawPath() == null || !PlainPath.is(path.rawPath()) ? Optional.empty() : table.find(path.path());
    }

    private void answer(FilterChain chain, RoutingRequest request, RoutingResponse response, Proxies.Client client,
                        Optional<Route> route) {
        Optional<MessageFault> before = WatchedConnection.of(request).gate()
                .flatMap(gate -> gate.refusal(request.id()));
        if (before.isPresent()) {
            problems.send(request, response, ProblemResponses.refused(before.get()));
            return;
        }
        if (limit.exceeded(route, request.headers())) {
            if (WatchedConnection.of(request).gate().isEmpty()) {
                response.headers().set(HeaderValues.CONNECTION_CLOSE); // nobody reads what is to come
            }
            problems.send(request, response, ProblemResponses.refused(MessageFault.BODY_TOO_LARGE));
            return;
        }
        Access access = route.map(Route::access).orElse(Access.USER);
        Optional<Problem> foreign = foreign(request.headers(), client, access);
        if (foreign.isPresent()) {
            problems.send(request, response, foreign.get());
            return;
        }
        if (route.isPresent() && Cors.isPreflight(request.prologue().method(), request.headers())) {
            preflight(request, response);
            return;
        }
        Optional<Problem> refused = refused(request, response, client, access)
                .or(() -> route.flatMap(known -> Offered.refusal(known, request.headers())));
        if (refused.isPresent()) {
            problems.send(request, response, refused.get());
            return;
        }
        if (route.filter(Route::isSomething).isEmpty()) {
            problems.send(request, response, Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this path"));
        } else if (route.get().knows(request.prologue().method())) {
            if (access == Access.SCRAPE) {
                // what serves the figures adds four lines of its own to ours
                response.beforeSend(() -> standard.forbidStoring(response.headers()));
            }
            if (route.get().isServedBeneath(request.prologue().method())) {
                feature(chain, request, response, route.get());
            } else {
                chain.proceed();
            }
        } else if (request.prologue().method() == Method.OPTIONS) {
            response.headers().set(HeaderNames.ALLOW, route.get().allow());
            response.status(Status.NO_CONTENT_204).send();
        } else {
            problems.send(request, response, Problem.of(ProblemCode.METHOD_NOT_ALLOWED,
                    "This path knows " + route.get().allow()).withAllow(route.get().allow()));
        }
    }

    private void feature(FilterChain chain, RoutingRequest request, RoutingResponse response, Route route) {
        try {
            features.within(memory, route, response,
                    () -> WatchedConnection.of(request).writing(request, chain::proceed));
        } catch (ProblemException refused) {
            problems.send(request, response, refused.problem());
        }
    }

    private Optional<Problem> foreign(ServerRequestHeaders headers, Proxies.Client client,
                                      Access access) {
        boolean anyName = switch (access) {
            case PROBE, SCRAPE -> true; // a scraper's name is looked at when it is known who scrapes
            case OPEN, USER -> false;
        };
        Optional<Problem> host = anyName ? Optional.empty() : pages.foreignHost(headers, client);
        return host.isPresent() ? host : pages.foreignPage(headers, client);
    }

    private void preflight(RoutingRequest request, RoutingResponse response) {
        if (Cors.origin(request.headers()).filter(cors::allows).isPresent()) {
            cors.addPreflightTo(response.headers(), request.headers());
        }
        response.status(Status.NO_CONTENT_204).send();
    }

    /** Says who the caller is, or why the caller may not. */
    private Optional<Problem> refused(RoutingRequest request, RoutingResponse response, Proxies.Client client,
                                      Access access) {
        if (access == Access.OPEN || access == Access.PROBE) {
            return Optional.empty();
        }
        Optional<User> user = users.of(request.headers(), client);
        Optional<Problem> tooMany = rate.take(user, client.address(), response.headers());
        if (tooMany.isPresent()) {
            return tooMany;
        }
        if (user.isEmpty()) {
            return Optional.of(Problem.of(ProblemCode.UNAUTHORIZED, "Send Authorization: Bearer with a valid key"));
        }
        if (user.get().role() == User.Role.METRICS && access != Access.SCRAPE) {
            return Optional.of(Problem.of(ProblemCode.FORBIDDEN, "This key may only read /metrics"));
        }
        if (access == Access.SCRAPE && !user.get().known()) {
            Optional<Problem> foreign = pages.foreignHost(request.headers(), client);
            if (foreign.isPresent()) {
                return foreign;
            }
        }
        Caller before = Caller.of(request);
        request.context().register(new Caller(before.requestId(), user.get(), before.address()));
        return Optional.empty();
    }
}
