package dev.rill.soak;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;

/** What else a user does between two questions. */
final class Asides {
    private static final int NUMBER = 10;

    private Asides() {
    }

    static void one(int port, String threadId, Random random) throws IOException {
        String path = switch (random.nextInt(NUMBER)) {
            case 0 -> "/threads/" + threadId;
            case 1 -> "/threads?limit=20&q=" + Corpus.word(random);
            case 2 -> "/threads/" + threadId + "/export";
            case 3 -> "/streams";
            case 4 -> "/health";
            case 5 -> "/metrics";
            case 6 -> "/documents";
            case 7 -> "/threads/stats";
            case 8 -> "/";
            default -> {
                rename(port, threadId, random);
                yield "/threads";
            }
        };
        RawHttp.Response answer = Refusal.none(RawHttp.call(port, "GET", path));
        // a thread may have been deleted by the question before, or not be made yet
        if (answer.status() != 200 && !(answer.status() == 404 && path.contains(threadId))) {
            throw new IOException(path + " was answered with " + answer.status() + " " + answer.text());
        }
    }

    private static void rename(int port, String threadId, Random random) throws IOException {
        RawHttp.Response answer = Refusal.none(RawHttp.call(port, "PATCH", "/threads/" + threadId,
                Map.of("Content-Type", "application/json"),
                ("{\"name\":\"About the " + Corpus.word(random) + "\"}").getBytes(StandardCharsets.UTF_8)));
        if (answer.status() != 200 && answer.status() != 404) {
            throw new IOException("a rename was answered with " + answer.status() + " " + answer.text());
        }
    }
}
