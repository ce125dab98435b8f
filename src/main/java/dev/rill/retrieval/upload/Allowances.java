package dev.rill.retrieval.upload;

import java.util.HashMap;
import java.util.Map;

/** What each user has of what may be uploaded; what is still coming counts. Any thread. */
final class Allowances {
    private static final class Used {
        private int files;
        private long bytes;
    }

    private final UploadLimits limits;
    private final Map<String, Used> used = new HashMap<>();

    Allowances(UploadLimits limits) {
        this.limits = limits;
    }

    /** @return whether there is room for one more file */
    synchronized boolean takeFile(String owner) {
        Used now = of(owner);
        if (now.files >= limits.files()) {
            return false;
        }
        now.files++;
        return true;
    }

    /** @return whether there is room for so much more */
    synchronized boolean takeBytes(String owner, long bytes) {
        Used now = of(owner);
        if (bytes > limits.userBytes() - now.bytes) {
            return false;
        }
        now.bytes += bytes;
        return true;
    }

    /** Of what is there, whether there is room or not. */
    synchronized void count(Upload upload) {
        Used now = of(upload.owner());
        now.files++;
        now.bytes += upload.bytes();
    }

    synchronized void give(String owner, int files, long bytes) {
        Used now = of(owner);
        now.files -= files;
        now.bytes -= bytes;
        if (now.files <= 0) {
            used.remove(owner);
        }
    }

    private Used of(String owner) {
        return used.computeIfAbsent(owner, _ -> new Used());
    }
}
