package dev.rill.wire;

import dev.rill.chat.Conversations;
import dev.rill.copy.RemoteStreams;
import dev.rill.http.access.TokenBudget;
import dev.rill.http.body.RequestBodies;
import dev.rill.live.LiveStreams;
import dev.rill.live.StreamTimes;
import dev.rill.live.Watchdog;
import dev.rill.retrieval.GuardedDocuments;
import dev.rill.threads.ThreadStore;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * What a protocol may work with. Whoever made it closes what is in it.
 *
 * @param remote        where other servers write answers too
 * @param sourcesInText names of the forms of answers whose text ends with a list of its sources
 */
public record ProtocolContext(RequestBodies bodies, Conversations conversations, LiveStreams streams, ThreadStore store,
                              TokenBudget budget, StreamTimes times, Watchdog watchdog, TextLimits limits,
                              Clock clock, GuardedDocuments documents, Optional<RemoteStreams> remote,
                              Set<String> sourcesInText) {
}
