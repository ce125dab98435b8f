package dev.rill.faults.access;

import dev.rill.faults.FaultTable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Who may do what, and what somebody sees who may not. */
@FaultTable("Case by case: what somebody sees who may not do what he tries")
public class AccessFaultsTest {

    @Nested
    @DisplayName("Somebody calls without credentials, or with wrong or expired ones, where users are known")
    class Credentials extends CredentialsRow {
    }

    @Nested
    @DisplayName("Somebody uses the id of another user's thread or answer")
    class OthersIds extends OthersIdsRow {
    }

    @Nested
    @DisplayName("A request is for a foreign host, or comes from a foreign page")
    class Foreign extends ForeignRequestRow {
    }

    @Nested
    @DisplayName("The document folder holds links out of it, pipes, devices or huge files, or a path leads out of it")
    class Documents extends DocumentFolderRow {
    }

    @Nested
    @DisplayName("Keys, questions and answers pass through the server")
    class Secrets extends SecretsRow {
    }

    @Nested
    @DisplayName("Somebody sends more requests than the rate limit allows")
    class Rate extends RateLimitRow {
    }

    @Nested
    @DisplayName("A browser shows what the server sent")
    class Headers extends ResponseHeadersRow {
    }
}
