package dev.rill.http.openid;

import com.nimbusds.jose.util.Resource;
import dev.rill.http.access.IssuerKeys;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A provider as it describes itself, which is asked when somebody signs in first, and again after an hour; a day long
 * what it said counts where it no longer answers. Any thread.
 */
final class Provider {
    private static final System.Logger LOG = System.getLogger(Provider.class.getName());
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(1);
    /** For so long nobody waits for one that has failed. */
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final URI issuer;
    private final ProviderHttp http;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Optional<Known> known = Optional.empty();
    private volatile Instant notBefore = Instant.MIN;

    /** What it said, and when. */
    record Known(Metadata metadata, IssuerKeys keys, Instant at) {
    }

    Provider(URI issuer, ProviderHttp http, Clock clock) {
        this.issuer = issuer;
        this.http = http;
        this.clock = clock;
    }

    /** @throws Failed when it does not answer, and what it said before is too old */
    Known ask() throws Failed {
        if (isYounger(FRESH)) {
            return known.orElseThrow();
        }
        try {
            if (asking.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                try {
                    if (!isYounger(FRESH) && !clock.instant().isBefore(notBefore)) {
                        fetch();
                    }
                } finally {
                    asking.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (isYounger(KEPT)) {
            return known.orElseThrow();
        }
        throw new Failed(SignInFault.PROVIDER_UNAVAILABLE, "it does not describe itself");
    }

    private boolean isYounger(Duration age) {
        return known.filter(told -> told.at().isAfter(clock.instant().minus(age))).isPresent();
    }

    private void fetch() throws InterruptedException {
        Instant now = clock.instant();
        URI place = Metadata.place(issuer);
        try {
            ProviderHttp.Reply reply = http.send(ProviderHttp.Request.get(place));
            if (reply.status() != 200) {
                throw new IOException("it answers " + reply.status());
            }
            Metadata metadata = Metadata.parse(reply.body(), issuer);
            IssuerKeys keys = known.filter(before -> before.metadata().keys().equals(metadata.keys()))
                    .map(Known::keys).orElse(new IssuerKeys(metadata.keys().toURL(), this::keySet));
            known = Optional.of(new Known(metadata, keys, now));
        } catch (IOException | IllegalArgumentException e) {
            notBefore = now.plus(PAUSE);
            LOG.log(Level.WARNING, "Nobody can sign in by OpenID Connect, since {0} cannot be read: {1}", place,
                    e.getMessage());
        }
    }

    private Resource keySet(URL url) throws IOException {
        try {
            ProviderHttp.Reply reply = http.send(ProviderHttp.Request.get(url.toURI()));
            if (reply.status() != 200) {
                throw new IOException("the provider answers " + reply.status());
            }
            return new Resource(reply.body(), "application/json");
        } catch (URISyntaxException e) {
            throw new MalformedURLException(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it takes too long", e);
        }
    }
}
