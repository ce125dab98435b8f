package dev.rill.copy.redis;

import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Where a Redis or Valkey is. Immutable; any thread.
 *
 * @param url {@code redis://} or, with TLS, {@code rediss://}, as IANA has registered them; may hold a password
 */
public record RedisPlace(URI url) {
    private static final int DEFAULT_PORT = 6379;
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    /** Whoever asked closes it. */
    Connection connect() {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder().resp2().clientName("rill")
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .connectionTimeoutMillis((int) CONNECT.toMillis()).socketTimeoutMillis((int) ANSWER.toMillis())
                .user(JedisURIHelper.getUser(url)).password(JedisURIHelper.getPassword(url))
                .database(JedisURIHelper.getDBIndex(url));
        if (JedisURIHelper.isRedisSSLScheme(url)) {
            SSLParameters named = new SSLParameters();
            named.setEndpointIdentificationAlgorithm("HTTPS");
            config.ssl(true).sslParameters(named);
        }
        return new Connection(new HostAndPort(url.getHost(), url.getPort() < 0 ? DEFAULT_PORT : url.getPort()),
                config.build());
    }

    /** Without a password. */
    @Override
    public String toString() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
