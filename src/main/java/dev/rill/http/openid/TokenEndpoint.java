package dev.rill.http.openid;

import dev.rill.config.RillConfig;
import dev.rill.config.Secret;
import dev.rill.uri.PercentEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes the code that a browser brought for tokens (RFC 6749, section 4.1.3, with RFC 7636). Any thread. */
final class TokenEndpoint {
    private static final int MOST_SHOWN = 200;

    private final RillConfig.OpenId settings;
    private final ProviderHttp http;

    TokenEndpoint(RillConfig.OpenId settings, ProviderHttp http) {
        this.settings = settings;
        this.http = http;
    }

    /** What came for a code. */
    record Tokens(String id, Optional<String> access) {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "Tokens";
        }
    }

    Tokens tokens(String code, Attempt attempt, Metadata provider) throws Failed, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", attempt.redirect());
        form.put("code_verifier", attempt.verifier());
        Optional<Secret> secret = settings.clientSecret();
        boolean header = secret.isPresent() && !provider.secretInForm();
        if (!header) {
            form.put("client_id", settings.clientId());
            secret.ifPresent(text -> form.put("client_secret", text.reveal()));
        }
        ProviderHttp.Reply reply;
        try {
            reply = http.send(new ProviderHttp.Request(provider.token(), Optional.of(encoded(form)),
                    header ? secret.map(this::basic) : Optional.empty()));
        } catch (IOException e) {
            throw new Failed(SignInFault.PROVIDER_UNAVAILABLE, provider.token() + ": " + e.getMessage());
        }
        JsonNode json = json(reply, provider);
        if (reply.status() != 200) {
            throw refused(reply.status(), json);
        }
        String id = json.path("id_token").asString("");
        if (id.isEmpty()) {
            throw new Failed(SignInFault.PROVIDER_REFUSED, provider.token() + " gives no id_token");
        }
        String access = json.path("access_token").asString("");
        return new Tokens(id, access.isEmpty() ? Optional.empty() : Optional.of(access));
    }

    private static JsonNode json(ProviderHttp.Reply reply, Metadata provider) throws Failed {
        try {
            return JsonMapper.shared().readTree(reply.body());
        } catch (JacksonException e) {
            throw new Failed(SignInFault.PROVIDER_UNAVAILABLE,
                    provider.token() + " answers " + reply.status() + " and no JSON");
        }
    }

    /** A code that was changed already, or is another client's, is nobody's setup. */
    private static Failed refused(int status, JsonNode json) {
        String error = json.path("error").asString("");
        SignInFault fault = status >= 500 ? SignInFault.PROVIDER_UNAVAILABLE
                : error.equals("invalid_grant") ? SignInFault.NOT_GENUINE : SignInFault.PROVIDER_REFUSED;
        return new Failed(fault, "the provider answers the code with " + status + " "
                + shown(error + " " + json.path("error_description").asString("")));
    }

    /** What somebody else wrote, for one line of the log. */
    static String shown(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}", " ");
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }

    private String basic(Secret secret) {
        String both = PercentEncoding.encode(settings.clientId()) + ":" + PercentEncoding.encode(secret.reveal());
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + PercentEncoding.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }
}
