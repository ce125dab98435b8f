package dev.rill.http.openid;

import dev.rill.http.access.Cookies;
import dev.rill.http.access.PublicUrl;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import java.util.Optional;

/**
 * The ID token that somebody signed in with, kept by their browser alone, for the one request that signs them out: by
 * it the provider knows whose session it is to end, and need not ask. Stateless.
 */
final class IdTokenCookie {
    private static final String NAME = "rill_id_token";
    private static final String PATH = "/session";
    /** What a browser keeps; without the token a provider asks who signs out. */
    private static final int MAX_CHARS = 3500;

    private IdTokenCookie() {
    }

    /** For as long as the browser runs, or until it signs out. Empty: the token is too large. */
    static Optional<Header> set(String token, PublicUrl at) {
        return token.length() > MAX_CHARS ? Optional.empty() : Optional.of(header(token, "", at));
    }

    static Header cleared(PublicUrl at) {
        return header("", "; Max-Age=0", at);
    }

    static Optional<String> find(ServerRequestHeaders headers) {
        return Cookies.pairs(headers).filter(pair -> pair.matches(NAME + "=[A-Za-z0-9_.-]{1," + MAX_CHARS + "}"))
                .map(pair -> pair.substring(NAME.length() + 1)).findFirst();
    }

    private static Header header(String value, String age, PublicUrl at) {
        return HeaderValues.create(HeaderNames.SET_COOKIE, NAME + "=" + value + "; Path=" + at.cookiePath(PATH) + age
                + "; HttpOnly; SameSite=Strict" + (at.secure() ? "; Secure" : ""));
    }
}
