package dev.rill.http.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import java.net.URL;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An issuer's keys. A token that names a key which is not among them waits for a look at the issuer that begins after
 * it came, so that a rotation is seen at once; strangers who make up names can neither have the issuer asked more often
 * than {@link KeySetFetches} does, nor keep a new key from being seen. Any thread.
 */
public final class IssuerKeys implements JWKSource<SecurityContext> {
    /** What tokens may be signed with: with keys of which the issuer keeps one half to itself. */
    public static final Set<JWSAlgorithm> SIGNATURES = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384,
            JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512, JWSAlgorithm.ES256,
            JWSAlgorithm.ES384, JWSAlgorithm.ES512);
    /** After so long they are fetched again, which nobody waits for. */
    private static final long FRESH_NANOS = Duration.ofMinutes(5).toNanos();
    /** For so long the keys of an issuer that no longer answers count. */
    private static final long KEPT_NANOS = Duration.ofHours(1).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 100;
    private static final long MISSED_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int MOST_MISSED = 1000;
    private static final int LONGEST_MISSED = 300;

    private final KeySetFetches fetches;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    /** What was looked for in vain, and when; oldest first. */
    private final Map<String, Long> missed = new LinkedHashMap<>();

    /** @param retriever fetches them, with deadlines */
    public IssuerKeys(URL url, ResourceRetriever retriever) {
        this.fetches = new KeySetFetches(url, retriever);
    }

    /** @throws KeySourceException when no keys of the issuer are known and it does not tell them */
    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        long now = System.nanoTime();
        KeySetFetches.KeySet known = known(now);
        if (now - known.begunNanos() > FRESH_NANOS) {
            fetches.next();
        }
        List<JWK> matching = selector.select(known.keys());
        return matching.isEmpty() ? lookAgain(selector, known, now) : matching;
    }

    private KeySetFetches.KeySet known(long now) throws KeySourceException {
        Optional<KeySetFetches.KeySet> known = usable(now);
        if (known.isEmpty()) {
            boolean failing = fetches.failing();
            var next = fetches.next();
            if (!failing) {
                await(next);
                known = usable(now);
            }
        }
        return known.orElseThrow(() -> new RemoteKeySourceException("none are known", null));
    }

    private Optional<KeySetFetches.KeySet> usable(long now) {
        return fetches.newest().filter(set -> now - set.begunNanos() <= KEPT_NANOS);
    }

    private List<JWK> lookAgain(JWKSelector selector, KeySetFetches.KeySet known, long now) {
        String what = selector.getMatcher().toString();
        var next = fetches.next();
        if (missedLately(what, now) || !waiting.tryAcquire()) {
            return List.of();
        }
        try {
            await(next);
        } finally {
            waiting.release();
        }
        List<JWK> matching = selector.select(fetches.newest().orElse(known).keys());
        if (matching.isEmpty()) {
            miss(what);
        }
        return matching;
    }

    private static void await(java.util.concurrent.Future<Void> fetch) {
        try {
            fetch.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // what is known has to do
        } catch (ExecutionException e) {
            throw new IllegalStateException("a fetch tells nothing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean missedLately(String what, long now) {
        synchronized (missed) {
            Long at = missed.get(what);
            return at != null && now - at < MISSED_NANOS;
        }
    }

    private void miss(String what) {
        if (what.length() > LONGEST_MISSED) {
            return;
        }
        synchronized (missed) {
            missed.remove(what);
            missed.put(what, System.nanoTime());
            if (missed.size() > MOST_MISSED) {
                missed.remove(missed.keySet().iterator().next());
            }
        }
    }
}
