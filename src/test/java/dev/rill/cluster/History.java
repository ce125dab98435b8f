package dev.rill.cluster;

import dev.rill.server.EventStream.Event;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What clients and the model saw in a run: every fact that somebody was told, so that a checker can say whether they go
 * together. Moments are those of {@link System#nanoTime} in this process. Any thread.
 */
final class History {
    final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    final Queue<View> views = new ConcurrentLinkedQueue<>();
    final Queue<Told> told = new ConcurrentLinkedQueue<>();
    final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    final Queue<Stop> stops = new ConcurrentLinkedQueue<>();
    final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
    final Queue<Upload> uploads = new ConcurrentLinkedQueue<>();
    /** Uploads whose deletion was acknowledged, or which were said to be none when they were to be deleted. */
    final Queue<Upload> deleted = new ConcurrentLinkedQueue<>();
    /** Uploads whose deletion was asked for, and not answered. */
    final Queue<Upload> doubtful = new ConcurrentLinkedQueue<>();
    /** When all copies of running answers were lost, by a clock of this process, where nothing else may hide them. */
    volatile OptionalLong copiesLost = OptionalLong.empty();
    /** Set when the run is over. */
    volatile List<Reading> readings = List.of();
    volatile List<String> leftOver = List.of();
    volatile List<UploadReading> uploadReadings = List.of();

    /** A client was told that its question was taken. */
    record Accepted(Asked asked, String messageId, long at) {
    }

    /** Why a client saw no more of a stream. */
    enum Left {
        /** It had the last event. */
        ENDED,
        /** It had seen enough. */
        LEFT,
        /** It was told that there is no such stream any more. */
        EXPIRED,
        /** It waited for the last event until the run was over. */
        STUCK
    }

    /**
     * A stream in Rill's own protocol as one client saw it, over as many connections as it took.
     *
     * @param after the event behind which it began; 0: from the first
     */
    record View(String viewer, String messageId, long after, List<Event> events, Left left) {
    }

    /**
     * An answer in another protocol.
     *
     * @param messageId empty: nothing is stored of it
     * @param end       {@code complete}, {@code error}, {@code cancelled}, or empty where the connection was lost
     */
    record Told(Asked asked, String protocol, String messageId, String text, String end) {
    }

    /**
     * The model was asked.
     *
     * @param ended when it had sent all, or its connection was closed before; {@link Long#MAX_VALUE}: it goes on
     */
    record Call(int number, String server, long begun, long ended) {
    }

    /**
     * A stop that was acknowledged.
     *
     * @param said {@code stopping} or {@code ended}
     */
    record Stop(String messageId, String said, long at) {
    }

    /** Something that was refused, or failed, before a stream began. */
    record Refused(String what, int status, String code) {
    }

    /**
     * An answer as it is stored when all is over.
     *
     * @param number of its question
     */
    record Stored(String messageId, int number, String thread, String status, String content, String errorCode) {

        boolean interrupted() {
            return status.equals("interrupted");
        }
    }

    /** What one source, a server or the database, says is stored. */
    record Reading(String source, List<Stored> answers) {
    }

    /** A client was told that its document was taken. */
    record Upload(String user, String id, String path) {
    }

    /**
     * What one server says of an upload when all is over.
     *
     * @param state empty where it says that there is none
     */
    record UploadReading(String source, Upload upload, String state) {
    }
}
