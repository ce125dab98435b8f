package dev.rill.retrieval.source.git;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/**
 * What opens a repository: told to the configured server alone, wherever that leads to. Immutable; any thread.
 *
 * @param user  that goes with the token
 * @param token whoever makes it knows it; it is not kept here as text that could be printed
 */
public record GitAccess(String user, Optional<Supplier<String>> token) {

    Optional<CredentialsProvider> to(URI repository) {
        return token.map(secret -> new UsernamePasswordCredentialsProvider(user, secret.get()) {
            @Override
            public boolean get(URIish asked, CredentialItem... items) {
                return repository.getScheme().equalsIgnoreCase(asked.getScheme())
                        && repository.getHost().equalsIgnoreCase(asked.getHost())
                        && repository.getPort() == asked.getPort() && super.get(asked, items);
            }
        });
    }
}
