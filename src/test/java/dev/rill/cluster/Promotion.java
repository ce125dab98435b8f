package dev.rill.cluster;

import dev.rill.cluster.Relay.State;
import dev.rill.copy.TestRedis;
import dev.rill.server.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Redis that dies before all that it has acknowledged has come to its replica. */
final class Promotion {
    private static final long LOOK_NANOS = 50_000_000;
    /** In looks; without anything to copy there is nothing to lack. */
    private static final int PATIENCE = 100;

    private Promotion() {
    }

    /** Kills it. @return what was its replica, which lacks something */
    static TestRedis of(TestRedis primary, Tally tally) throws IOException, InterruptedException {
        TestRedis replica = TestRedis.start();
        try (Relay cable = new Relay(primary.port())) {
            primary.say("CONFIG", "SET", "repl-diskless-sync-delay", "0");
            replica.say("CONFIG", "SET", "repl-diskless-load", "swapdb");
            replica.say("REPLICAOF", "127.0.0.1", Integer.toString(cable.port()));
            Polling.until(() -> info(replica).contains("master_link_status:up"));
            cable.be(State.SILENT);
            long lacks = 0;
            for (int look = 0; look < PATIENCE && lacks == 0; look++) {
                LockSupport.parkNanos(LOOK_NANOS);
                lacks = number(info(primary), "master_repl_offset") - number(info(replica), "slave_repl_offset");
            }
            primary.kill();
            replica.say("REPLICAOF", "NO", "ONE");
            tally.count(lacks > 0 ? "promoted: it lacked something" : "promoted: it lacked nothing");
        }
        return replica;
    }

    private static String info(TestRedis redis) {
        try {
            return redis.say("INFO", "replication");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(String info, String name) {
        Matcher found = Pattern.compile("\\b" + name + ":(\\d+)").matcher(info);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
