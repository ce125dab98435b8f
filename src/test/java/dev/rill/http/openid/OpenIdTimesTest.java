package dev.rill.http.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rill.config.RillConfig;
import dev.rill.http.access.PublicUrl;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a sign-in may take, and how long what a provider said counts. */
class OpenIdTimesTest {
    private static final PublicUrl AT = new PublicUrl("https://chat.example", "");
    private static final RillConfig.OpenId SETTINGS = new RillConfig.OpenId(URI.create("https://id.example"), "rill",
            Optional.empty(), List.of("openid"), "the house", "sub");

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private boolean down;
    private final List<ProviderHttp.Request> asked = new ArrayList<>();
    private final OpenId openId = new OpenId(SETTINGS, Optional.empty(), "groups", this::send, clock());

    @Test
    void whoTakesTenMinutesHasToBeginAnew() {
        assertEquals(SignInFault.EXPIRED, comeBack(Duration.ofMinutes(10)));
        assertEquals(SignInFault.PROVIDER_REFUSED, comeBack(Duration.ofMinutes(9)), "this one is asked for its tokens");
        ProviderHttp.Request exchange = asked.getLast();
        assertEquals(Optional.empty(), exchange.authorization());
        assertEquals("rill", FakeProvider.query(exchange.form().orElseThrow()).get("client_id"), "a public client");
    }

    @Test
    void aProviderIsReadOnceAnHourAndCountsForADayWhereItIsDown() {
        begin();
        begin();
        assertEquals(1, asked.size());
        now = now.plus(Duration.ofMinutes(61));
        begin();
        assertEquals(2, asked.size());
        down = true;
        now = now.plus(Duration.ofHours(2));
        assertInstanceOf(Step.AtProvider.class, begin());
        assertInstanceOf(Step.AtProvider.class, begin());
        assertEquals(3, asked.size(), "nobody waits again for one that has just failed");
        now = now.plus(Duration.ofHours(23));
        assertEquals(SignInFault.PROVIDER_UNAVAILABLE, ((Step.NotSignedIn) begin()).fault());
        down = false;
        now = now.plusSeconds(4);
        assertInstanceOf(Step.AtProvider.class, begin());
    }

    @Test
    void anEndpointWithoutTlsOfAProviderWithTlsIsNone() {
        String plain = description().replace("https://id.example/token", "http://id.example/token");
        assertEquals("it names no token_endpoint with https", assertThrows(IllegalArgumentException.class,
                () -> Metadata.parse(plain, SETTINGS.issuer())).getMessage());
    }

    private SignInFault comeBack(Duration after) {
        Step.AtProvider left = (Step.AtProvider) begin();
        String query = left.location().substring(left.location().indexOf('?') + 1);
        WritableHeaders<?> headers = WritableHeaders.create();
        headers.set(HeaderNames.COOKIE, left.cookies().getLast().get().split(";")[0]);
        now = now.plus(after);
        Step back = openId.finish(ServerRequestHeaders.create(headers), AT,
                new Answer(Optional.of(FakeProvider.query(query).get("state")), Optional.of("c"), Optional.empty(),
                        Optional.empty(), Optional.empty()));
        return assertInstanceOf(Step.NotSignedIn.class, back).fault();
    }

    private Step begin() {
        return openId.begin(ServerRequestHeaders.create(), AT, "/");
    }

    private ProviderHttp.Reply send(ProviderHttp.Request request) throws IOException {
        asked.add(request);
        if (down) {
            throw new IOException("down");
        }
        return new ProviderHttp.Reply(200, description());
    }

    private static String description() {
        return """
                {"issuer": "https://id.example", "authorization_endpoint": "https://id.example/authorize",
                "token_endpoint": "https://id.example/token", "jwks_uri": "https://id.example/jwks"}""";
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }
}
