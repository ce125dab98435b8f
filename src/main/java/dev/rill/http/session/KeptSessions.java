package dev.rill.http.session;

import java.util.Optional;

/** Where sessions are, bounded in time and number: the oldest give way. Any thread. */
interface KeptSessions {
    int MOST = 10_000;
    int MOST_OF_ONE = 20;

    void keep(Session session);

    /** Also one that has expired. */
    Optional<Session> find(String hash);

    /** Once it has ended it stays so, over a restart too. */
    void end(Session session);
}
