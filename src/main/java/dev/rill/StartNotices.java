package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.retrieval.index.DocumentIndex;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operator is told at the start of what was configured. Stateless. */
final class StartNotices {
    private static final System.Logger LOGGER = System.getLogger(Rill.class.getName());

    private StartNotices() {
    }

    static void proxies(RillConfig config) {
        Stream.of(config.model().server(), config.rerank().url(), config.auth().jwksUrl(),
                        config.auth().openId().map(RillConfig.OpenId::issuer)).flatMap(Optional::stream)
                .forEach(target -> config.network().proxyFor(target).ifPresent(proxy -> LOGGER.log(
                        System.Logger.Level.INFO, "Requests to {0} go through the proxy {1}", target.getHost(),
                        proxy)));
    }

    /** Without users there is nobody who could be among a document's readers. */
    static void hidden(RillConfig config, DocumentIndex index) {
        if (!config.auth().required() && index.restricted() > 0) {
            LOGGER.log(System.Logger.Level.WARNING,
                    "{0} documents name their readers and nobody is asked who they are, "
                    + "so nobody sees them: set RILL_AUTH_KEYS or RILL_AUTH_JWKS_URL", index.restricted());
        }
    }
}
