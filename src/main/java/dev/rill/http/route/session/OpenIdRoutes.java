package dev.rill.http.route.session;

import dev.rill.http.access.Proxies;
import dev.rill.http.access.PublicUrl;
import dev.rill.http.openid.Answer;
import dev.rill.http.openid.OpenId;
import dev.rill.http.openid.Step;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.QueryParameters;
import dev.rill.http.session.SignIn;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code /session/login}, which a browser leaves by for the OpenID provider, and {@code /session/callback}, where it
 * comes back. Open, since nobody is signed in yet; whatever goes wrong is the page's to say. Any thread.
 */
public final class OpenIdRoutes implements Routes {
    /** A path of this origin: nothing that a browser takes for another host's name. */
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]*");
    private static final String DONE = "done";
    private static final int MAX_PATH = 1000;
    private static final int MAX_CHARS = 4000;

    /** Signing in at a provider, and what it begins. */
    public record Providing(OpenId openId, SignIn signIn) {
    }

    private final Optional<Providing> providing;
    private final Proxies proxies;

    /** @param providing empty where nobody signs in at a provider */
    public OpenIdRoutes(Optional<Providing> providing, Proxies proxies) {
        this.providing = providing;
        this.proxies = proxies;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/session/login", Access.OPEN).get(this::login),
                Route.of(OpenId.CALLBACK, Access.OPEN).get(this::callback));
    }

    private void login(ServerRequest request, ServerResponse response) {
        OpenId openId = providing().openId();
        PublicUrl at = openId.at(proxies.client(request));
        String to = QueryParameters.text(request, "to", MAX_PATH).orElse(at.path() + "/");
        if (!PATH.matcher(to).matches()) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "to has to be a path of this server, such as /#/monitor")
                    .exception();
        }
        go(response, openId.begin(request.headers(), at, to), at);
    }

    private void callback(ServerRequest request, ServerResponse response) {
        OpenId openId = providing().openId();
        PublicUrl at = openId.at(proxies.client(request));
        if (request.prologue().method() == Method.HEAD) {
            redirect(response, at.path() + "/"); // nobody signs in by looking
            return;
        }
        go(response, openId.finish(request.headers(), at, new Answer(parameter(request, "state"),
                parameter(request, "code"), parameter(request, "error"), parameter(request, "error_description"),
                parameter(request, "iss"))), at);
    }

    private Providing providing() {
        return providing.orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND,
                "Nobody signs in at a provider here; RILL_OPENID_ISSUER sets one").exception());
    }

    private static Optional<String> parameter(ServerRequest request, String name) {
        return QueryParameters.text(request, name, MAX_CHARS);
    }

    private void go(ServerResponse response, Step step, PublicUrl at) {
        step.cookies().forEach(response.headers()::add);
        switch (step) {
            case Step.AtProvider(String location, _) -> redirect(response, location);
            case Step.SignedIn(var identity, String to, _) -> {
                response.headers().add(providing().signIn().begin(identity, at));
                redirect(response, saying(to, DONE));
            }
            case Step.NotSignedIn(var fault, String to, _) -> redirect(response, saying(to, fault.code()));
        }
    }

    /** The page's address, with what it has to tell. */
    private static String saying(String to, String code) {
        int end = to.indexOf('#') < 0 ? to.length() : to.indexOf('#');
        String page = to.substring(0, end);
        return page + (page.indexOf('?') < 0 ? "?" : "&") + "sign-in=" + code + to.substring(end);
    }

    private static void redirect(ServerResponse response, String location) {
        response.headers().set(HeaderNames.LOCATION, location);
        response.status(Status.SEE_OTHER_303).send();
    }
}
