package dev.rill.cluster;

import dev.rill.cluster.History.Upload;
import dev.rill.cluster.History.UploadReading;
import dev.rill.http.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** What each server says of what was sent, once it says one thing or the other. Stateless. */
final class UploadReadings {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int ATTEMPTS = 60;
    private static final Set<String> LAST = Set.of("", "indexed", "left-out");

    private UploadReadings() {
    }

    static List<UploadReading> of(List<Replica> replicas, Collection<Upload> uploads) throws IOException {
        List<UploadReading> all = new ArrayList<>();
        for (Replica replica : replicas) {
            for (Upload upload : Set.copyOf(uploads)) {
                String state = state(replica, upload);
                for (int attempt = 0; attempt < ATTEMPTS && !LAST.contains(state); attempt++) {
                    LockSupport.parkNanos(LOOK.toNanos());
                    state = state(replica, upload);
                }
                all.add(new UploadReading(replica.name, upload, state));
            }
        }
        return all;
    }

    private static String state(Replica replica, Upload upload) throws IOException {
        RawHttp.Response response = RawHttp.call(replica.front.port(), "GET", "/uploads/" + upload.id(),
                Map.of("Authorization", "Bearer " + Bed.key(upload.user())), null);
        return response.status() == 404 ? "" : response.status() == 200 ? response.json().path("state").asString("?")
                : "status " + response.status();
    }
}
