package dev.rill.copy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.copy.redis.RedisCopy;
import dev.rill.copy.redis.RedisPlace;
import dev.rill.live.LiveStream;
import dev.rill.threads.Eventually;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisCopyTest extends StreamCopyContract {
    private static TestRedis redis;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (redis != null) {
            redis.close();
        }
    }

    @AfterEach
    void empty() throws Exception {
        redis.say("FLUSHALL");
    }

    @Override
    int port() {
        return redis.port();
    }

    @Override
    StreamCopy copy(int port) {
        return new RedisCopy(new RedisPlace(URI.create("redis://127.0.0.1:" + port)));
    }

    @Override
    void loseAll() throws Exception {
        redis.say("FLUSHALL");
    }

    @Test
    void whenRedisWasKilledAndIsBackEmptyTheCopiesAreTheSameBytes() throws Exception {
        try (CopyBed bed = new CopyBed(1 << 20); StreamMirror mirror = bed.mirror(copy(port()))) {
            LiveStream stream = bed.started(m1);
            CopyBed.say(stream, 0, 50);
            Eventually.is(CopyBed.text(stream.log(), 0), () -> CopyBed.copied(direct, m1));
            redis.kill();
            CopyBed.say(stream, 50, 60);
            Eventually.is(false, mirror::reached);
            redis.again();
            Eventually.is(CopyBed.text(stream.log(), 0), () -> CopyBed.copied(direct, m1));
            bed.end(stream);
            Eventually.is(CopyBed.text(stream.log(), 0) + "sealed", () -> CopyBed.copied(direct, m1));
        }
    }

    @Test
    void everyCopyExpires() throws Exception {
        try (CopyBed bed = new CopyBed(1 << 20); StreamMirror _ = bed.mirror(copy(port()))) {
            LiveStream stream = bed.started(m1);
            Eventually.is(CopyBed.text(stream.log(), 0), () -> CopyBed.copied(direct, m1));
            int running = Integer.parseInt(redis.say("TTL", "rill:" + m1).substring(1).strip());
            bed.end(stream);
            Eventually.is(CopyBed.text(stream.log(), 0) + "sealed", () -> CopyBed.copied(direct, m1));
            int ended = Integer.parseInt(redis.say("TTL", "rill:" + m1).substring(1).strip());
            assertTrue(running > 240 && running <= 300 && ended > 0 && ended <= 60, running + " " + ended);
        }
    }
}
