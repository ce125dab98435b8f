package dev.rill.http.route.session;

import dev.rill.http.access.Caller;
import dev.rill.http.access.Proxies;
import dev.rill.http.access.User;
import dev.rill.http.openid.OpenId;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.Json;
import dev.rill.http.session.SignIn;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
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
    private final Optional<OpenId> openId;
    private final Proxies proxies;

    /**
     * @param signIn empty where users are not known, so that there is nothing to sign in to
     * @param openId empty where nobody signs in at a provider
     */
    public SessionRoutes(Optional<SignIn> signIn, Optional<OpenId> openId, Proxies proxies) {
        this.signIn = signIn;
        this.openId = openId;
        this.proxies = proxies;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/session", Access.USER).get(this::tell).post(this::begin).delete(this::end));
    }

    private void tell(ServerRequest request, ServerResponse response) {
        Proxies.Client client = proxies.client(request);
        Json.send(request, response, session(request,
                signIn.flatMap(users -> users.current(request.headers(), client))));
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
        Optional<SignIn.Current> current = begun.map(SignIn.Begun::session)
                .or(() -> signIn.get().current(headers, client));
        Json.send(response, begun.isPresent() ? Status.CREATED_201 : Status.OK_200, session(request, current));
    }

    private void end(ServerRequest request, ServerResponse response) {
        Proxies.Client client = proxies.client(request);
        boolean provider = signIn.flatMap(users -> users.current(request.headers(), client))
                .filter(SignIn.Current::provider).isPresent();
        signIn.ifPresent(users -> response.headers().add(users.end(request.headers(), client)));
        Optional<String> next = openId.filter(_ -> provider).flatMap(at -> {
            response.headers().add(at.forgotten(at.at(client)));
            return at.signOutAt(request.headers(), at.at(client));
        });
        if (next.isPresent()) {
            Json.send(response, Status.OK_200, Json.object().put("signOutAt", next.get()));
        } else {
            response.status(Status.NO_CONTENT_204).send();
        }
    }

    private static ObjectNode session(ServerRequest request, Optional<SignIn.Current> current) {
        ObjectNode json = Json.object().put("signedIn", current.isPresent());
        User user = Caller.of(request).user();
        if (user.known()) {
            json.put("user", user.id()).put("role", user.role().name().toLowerCase(Locale.ROOT));
            ArrayNode groups = json.putArray("groups");
            user.groups().stream().sorted().forEach(groups::add);
        }
        current.flatMap(SignIn.Current::name).ifPresent(name -> json.put("name", name));
        current.ifPresent(session -> json.put("expiresAt", Json.timestamp(session.expires())));
        return json;
    }
}
