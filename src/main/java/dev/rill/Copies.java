package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.copy.AnswerStandings;
import dev.rill.copy.AnswerStandings.Standing;
import dev.rill.copy.CopyTimes;
import dev.rill.copy.OrphanedCopies;
import dev.rill.copy.RemoteStreams;
import dev.rill.copy.StreamCopy;
import dev.rill.copy.StreamMirror;
import dev.rill.copy.postgres.PostgresCopy;
import dev.rill.copy.redis.RedisCopy;
import dev.rill.copy.redis.RedisPlace;
import dev.rill.live.LiveStreams;
import dev.rill.live.StreamMonitor;
import dev.rill.stream.EventCodec;
import dev.rill.threads.SharedAnswers;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.jdbc.StoreTimes;
import dev.rill.threads.postgres.PostgresDatabase;
import dev.rill.wire.rill.RillCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where several servers share a database: the copies of this server's running answers, and those that it reads of
 * others'. In Redis or Valkey where one is configured, else in the database.
 */
record Copies(StreamMirror mirror, RemoteStreams remote, OrphanedCopies orphaned) implements AutoCloseable {
    private static final Duration REDIS_WINDOW = Duration.ofMillis(25);
    private static final Duration POSTGRES_WINDOW = Duration.ofMillis(250);

    /** Does not wait for the place of the copies. Whoever opens it closes it when the streams have ended. */
    static Copies open(RillConfig config, LiveStreams streams, StreamMonitor monitor, ThreadStore store,
                       SharedAnswers answers, Clock clock) {
        Optional<RedisPlace> redis = config.replicas().redis().map(RedisPlace::new);
        PostgresDatabase database = new PostgresDatabase(config.storage().databaseUrl().orElseThrow(),
                StoreTimes.DEFAULT.start());
        Supplier<StreamCopy> places = () -> redis.<StreamCopy>map(RedisCopy::new)
                .orElseGet(() -> new PostgresCopy(database::open));
        CopyTimes times = CopyTimes.of(redis.isPresent() ? REDIS_WINDOW : POSTGRES_WINDOW,
                config.streams().resumeFor());
        EventCodec codec = new RillCodec();
        StreamMirror mirror = new StreamMirror(places.get(), times, answers::held);
        monitor.onStart(mirror);
        OrphanedCopies orphaned = new OrphanedCopies(places.get(), times, codec, clock, answers::recover);
        return new Copies(mirror, new RemoteStreams(places.get(), times, codec, streams::foreignLog, standings(store),
                orphaned), orphaned);
    }

    private static AnswerStandings standings(ThreadStore store) {
        return (owner, messageId) -> store.message(owner, messageId)
                .map(message -> switch (message.status()) {
                    case STREAMING -> Standing.RUNS;
                    case INTERRUPTED -> Standing.INTERRUPTED;
                    case COMPLETE, CANCELLED, ERROR -> Standing.ENDED;
                }).orElse(Standing.UNKNOWN);
    }

    @Override
    public void close() throws InterruptedException {
        try {
            mirror.close();
        } finally {
            remote.close();
            orphaned.close();
        }
    }
}
