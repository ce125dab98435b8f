package dev.rill.cluster;

import dev.rill.server.FrameStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who sends documents, and deletes some of them, through whichever proxy; each again until it is answered.
 * Used by one thread.
 */
final class Sender {
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** A user may keep a few more. */
    private static final int MOST = 60;

    private final Bed bed;
    private final Run run;
    private final String user;
    private final Random random;
    private final Deque<History.Upload> kept = new ArrayDeque<>();

    Sender(Bed bed, Run run, String user, Random random) {
        this.bed = bed;
        this.run = run;
        this.user = user;
        this.random = random;
    }

    void send(BooleanSupplier enough) {
        for (int number = 0; !enough.getAsBoolean(); number++) {
            take("note-" + user + "-" + number);
            if (kept.size() > MOST || !kept.isEmpty() && random.nextInt(3) == 0) {
                delete(random.nextBoolean() ? kept.removeFirst() : kept.removeLast());
            }
            LockSupport.parkNanos(Duration.ofMillis(500 + random.nextInt(4_000)).toNanos());
        }
    }

    private void take(String name) {
        while (!run.over().now()) {
            try (FrameStream answer = FrameStream.post(Client.PATIENCE, bed.anyPort(random),
                    "/documents?name=" + name + ".md", "# Of " + name + "\n\nThe wombat " + name + " digs.\n",
                    Bed.authorization(user))) {
                if (answer.status() == 202) {
                    JsonNode taken = Client.json(answer);
                    History.Upload upload = new History.Upload(user, taken.path("id").asString(""),
                            taken.path("path").asString(""));
                    run.history().uploads.add(upload);
                    run.tally().count("uploads");
                    kept.add(upload);
                    return;
                }
                refused("upload", answer);
                if (answer.status() < 500) {
                    return;
                }
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void delete(History.Upload upload) {
        while (!run.over().now()) {
            try (FrameStream answer = FrameStream.send(Client.PATIENCE, bed.anyPort(random), "DELETE",
                    "/documents/" + upload.path(), Bed.authorization(user))) {
                // who was not answered may have been heard, a proxy that asked for this client too
                if (answer.status() == 200 || answer.status() == 404) {
                    run.history().deleted.add(upload);
                    run.tally().count("uploads deleted");
                    return;
                }
                refused("delete an upload", answer);
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        run.history().doubtful.add(upload);
    }

    private void refused(String what, FrameStream answer) throws IOException {
        run.refused(what, answer.status(), Client.code(answer));
        if (answer.status() >= 500) {
            Client.pause(answer);
        }
    }
}
