package dev.rill.http.openid;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which sign-ins have come back, so that none does twice; bounded, the oldest are forgotten. Any thread. */
final class FinishedOnce {
    private static final int MOST = 10_000;

    private final Clock clock;
    /** Until when each could come again; oldest first. */
    private final Map<String, Instant> states = new LinkedHashMap<>();

    FinishedOnce(Clock clock) {
        this.clock = clock;
    }

    /** Whether it is the first time. */
    synchronized boolean first(Attempt attempt) {
        Instant now = clock.instant();
        states.values().removeIf(until -> until.isBefore(now));
        if (states.putIfAbsent(attempt.state(), attempt.expires()) != null) {
            return false;
        }
        if (states.size() > MOST) {
            states.remove(states.keySet().iterator().next());
        }
        return true;
    }
}
