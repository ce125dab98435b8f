package dev.rill.soak;

import java.time.Duration;
import java.util.Random;
import java.util.function.Function;

/** The kinds of clients, how many of a hundred there are of each, and what the model does for them. */
enum Visit {
    READS("reads to the end", 14, Upstream::healthy, Readers::reads),
    READS_SLOWLY("reads slowly", 4, Upstream::healthy, Readers::readsSlowly),
    READS_HTTP2("reads over HTTP/2", 4, Upstream::healthy, Readers::readsOverHttp2),
    LOOKS_ON("looks on at another's", 3, Upstream::healthy, Readers::looksOn),
    NEVER_READS("never reads", 1, random -> Upstream.much(random).ending("SLOW_READER"), Readers::neverReads),
    LEAVES("leaves", 10, random -> Upstream.healthy(random).ending("cancelled"), Leavers::leaves),
    LEAVES_HTTP2("leaves over HTTP/2", 5, random -> Upstream.healthy(random).ending("cancelled"),
            Leavers::leavesOverHttp2),
    RESUMES("leaves and resumes", 8, Upstream::healthy, Leavers::resumes),
    STOPS("stops", 33, random -> Upstream.healthy(random, 5, 40, Duration.ofMillis(5 + random.nextInt(60)))
            .ending("cancelled"), Stoppers::stops),
    DELETES("deletes the running thread", 2, random -> Upstream.healthy(random, 30, 60, Duration.ofMillis(50)),
            Stoppers::deletesTheThread),
    BUSY("asks in a busy thread", 2, random -> Upstream.healthy(random, 20, 40, Duration.ofMillis(50)),
            Askers::asksTwice),
    WHOLE("POST /chat", 4, random -> (random.nextInt(3) > 0 ? Upstream.healthy(random) : Upstream.faulty(random))
            .ending("cancelled"), Askers::asksForTheWhole),
    MALFORMED("bad requests", 2, Upstream::healthy, Askers::asksBadly),
    FAULT("failing upstream", 8, Upstream::faulty, Readers::reads);

    /** What a client does. */
    interface Course {
        void run(Turn turn) throws Exception;
    }

    final String title;
    final Function<Random, Upstream> upstream;
    final Course course;
    private final int percent;

    Visit(String title, int percent, Function<Random, Upstream> upstream, Course course) {
        this.title = title;
        this.percent = percent;
        this.upstream = upstream;
        this.course = course;
    }

    static Visit pick(Random random) {
        int left = random.nextInt(100);
        for (Visit visit : values()) {
            left -= visit.percent;
            if (left < 0) {
                return visit;
            }
        }
        throw new IllegalStateException("the shares make " + (100 - left) + " of 100");
    }
}
