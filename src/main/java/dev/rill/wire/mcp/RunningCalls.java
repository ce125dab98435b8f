package dev.rill.wire.mcp;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Calls that {@code notifications/cancelled} may end, which comes as a request of its own. Ids are a client's own, and
 * clients of one owner are told apart by the session's id that each was given: one without can only leave. Any thread.
 */
final class RunningCalls {

    private record Key(String owner, String session, String requestId) {
        /** Without the session's id, which lets others cancel. */
        @Override
        public String toString() {
            return "Key[owner=" + owner + ", requestId=" + requestId + "]";
        }
    }

    /** One call. Closed by who began it. */
    final class Running implements AutoCloseable {
        private final Optional<Key> key;
        private final Runnable cancel;
        private volatile boolean cancelled;

        private Running(Optional<Key> key, Runnable cancel) {
            this.key = key;
            this.cancel = cancel;
        }

        /** Whether its client has taken it back, and waits for no answer. */
        boolean cancelled() {
            return cancelled;
        }

        private void cancel() {
            cancelled = true;
            cancel.run();
        }

        @Override
        public void close() {
            key.ifPresent(known -> running.remove(known, this));
        }
    }

    private final ConcurrentHashMap<Key, Running> running = new ConcurrentHashMap<>();

    /** @param cancel ends the work; called from another thread */
    Running begin(Call call, Runnable cancel) {
        Optional<Key> key = call.session().map(session -> new Key(call.owner(), session, call.id().toString()));
        Running one = new Running(key, cancel);
        key.ifPresent(known -> running.put(known, one));
        return one;
    }

    /** Ends what runs; nothing where there is no such call. */
    void cancel(String owner, Optional<String> session, JsonNode requestId) {
        session.map(id -> running.get(new Key(owner, id, requestId.toString()))).ifPresent(Running::cancel);
    }
}
