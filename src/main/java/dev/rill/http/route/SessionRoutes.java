package dev.rill.http.route;

import dev.rill.http.access.Caller;
import dev.rill.http.access.Proxies;
import dev.rill.http.access.User;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Json;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.session.SignIn;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /session}: signing in and out of the server's own page, with a cookie that it cannot read. Who comes here has
 * been let in already, by credentials or by a session. Any thread.
 */
public final class SessionRoutes implements Routes {
    private final Optional<SignIn> signIn;
    private final Proxies proxies;

    /** @param signIn empty where users are not known, so that there is nothing to sign in to */
    public SessionRoutes(Optional<SignIn> signIn, Proxies proxies) {
        this.signIn = signIn;
        this.proxies = proxies;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/session", Access.USER).get(this::tell).post(this::begin).delete(this::end));
    }

    private void tell(ServerRequest request, ServerResponse response) {
        Proxies.Client client = proxies.client(request);
        Optional<Instant> expires = signIn.flatMap(users -> users.expires(request.headers(), client));
        Json.send(request, response, session(request, expires));
    }

    private void begin(ServerRequest request, ServerResponse response) {
        Proxies.Client client = proxies.client(request);
        ServerRequestHeaders headers = request.headers();
        if (signIn.isEmpty()) {
            Json.send(response, session(request, Optional.empty()));
            return;
        }
        if (!signIn.get().fromPage(headers, client)) {
            throw Problem.of(ProblemCode.FORBIDDEN_ORIGIN,
                    "Only the server's own page can sign in; others send their key with each request").exception();
        }
        Optional<SignIn.Begun> begun = signIn.get().begin(headers, client);
        begun.ifPresent(session -> response.headers().add(session.cookie()));
        Optional<Instant> expires = begun.map(SignIn.Begun::expires)
                .or(() -> signIn.get().expires(headers, client));
        Json.send(response, begun.isPresent() ? Status.CREATED_201 : Status.OK_200, session(request, expires));
    }

    private void end(ServerRequest request, ServerResponse response) {
        Proxies.Client client = proxies.client(request);
        signIn.ifPresent(users -> response.headers().add(users.end(request.headers(), client)));
        response.status(Status.NO_CONTENT_204).send();
    }

    private static ObjectNode session(ServerRequest request, Optional<Instant> expires) {
        ObjectNode json = Json.object().put("signedIn", expires.isPresent());
        User user = Caller.of(request).user();
        if (user.known()) {
            json.put("user", user.id()).put("role", user.role().name().toLowerCase(Locale.ROOT));
            ArrayNode groups = json.putArray("groups");
            user.groups().stream().sorted().forEach(groups::add);
        }
        expires.ifPresent(at -> json.put("expiresAt", Json.timestamp(at)));
        return json;
    }
}
