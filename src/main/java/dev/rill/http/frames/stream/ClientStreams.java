package dev.rill.http.frames.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The streams of a connection as both sides know them (RFC 9113, section 5.1), and the flow-control windows. Any
 * thread; nothing waits in here.
 */
public final class ClientStreams {
    /** Of which it is still known that they were there; more than can be open at once. */
    private static final int REMEMBERED = 1024;
    public static final int FIRST_WINDOW = 65_535;

    private final int receiveWindow;
    private final Map<Integer, ClientStream> open = new HashMap<>();
    /** Whether the client may not know yet that the stream has ended, and still sends. */
    private final LinkedHashMap<Integer, Boolean> ended = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private int lastSeen;
    private int lastTaken;
    private boolean leaving;
    private long answers;
    private long answersBegun;
    private long firstSendWindow = FIRST_WINDOW;
    private final SendWindow connectionSendWindow = new SendWindow(FIRST_WINDOW);
    private long connectionReceiveWindow = FIRST_WINDOW;

    /** @param receiveWindow of each stream, as the server announces it */
    public ClientStreams(int receiveWindow) {
        this.receiveWindow = receiveWindow;
    }

    public enum State { IDLE, OPEN, HALF_CLOSED, ENDED_UNKNOWN_TO_CLIENT, ENDED, NEVER_USED }

    public synchronized State state(int id) {
        ClientStream stream = open.get(id);
        if (stream != null) {
            return stream.requestEnded ? State.HALF_CLOSED : State.OPEN;
        }
        if (id > lastSeen || (id & 1) == 0) {
            return State.IDLE;
        }
        Boolean late = ended.get(id);
        return late == null ? State.NEVER_USED : late ? State.ENDED_UNKNOWN_TO_CLIENT : State.ENDED;
    }

    public synchronized int count() {
        return open.size();
    }

    /** How many answers were sent whole. */
    public synchronized long answers() {
        return answers;
    }

    /** How many answers were begun. */
    public synchronized long answersBegun() {
        return answersBegun;
    }

    public synchronized void seen(int id) {
        lastSeen = id;
    }

    /** @return whether it was: not behind the last one that was announced */
    public synchronized boolean take(int id, OptionalLong contentLength, boolean requestEnded) {
        if (leaving) {
            return false;
        }
        open.put(id, new ClientStream(id, contentLength, requestEnded, receiveWindow, firstSendWindow));
        lastTaken = id;
        return true;
    }

    /** @return the last that is taken */
    public synchronized int takeNoMore() {
        leaving = true;
        return lastTaken;
    }

    /** It was never taken. */
    public synchronized void refuse(int id, boolean requestEnded) {
        ended.put(id, !requestEnded);
    }

    public synchronized boolean leaving() {
        return leaving;
    }

    public enum Body { FITS, CONTRADICTS_LENGTH, EXCEEDS_WINDOW }

    public synchronized Body data(int id, int frameBytes, int bodyBytes, boolean last) {
        ClientStream stream = open.get(id);
        if (stream == null) {
            return Body.FITS; // it was answered just now
        }
        stream.receiveWindow -= frameBytes;
        if (stream.receiveWindow < 0) {
            return Body.EXCEEDS_WINDOW;
        }
        if (!stream.body(bodyBytes, last)) {
            return Body.CONTRADICTS_LENGTH;
        }
        if (last) {
            requestEnded(stream);
        }
        return Body.FITS;
    }

    public synchronized long bytesBehindAnswer(int id) {
        ClientStream stream = open.get(id);
        return stream == null ? 0 : stream.bytesBehindAnswer();
    }

    /** @return whether the client may send that much over all its streams */
    public synchronized boolean received(int bytes) {
        connectionReceiveWindow -= bytes;
        return connectionReceiveWindow >= 0;
    }

    /** The client sends nothing more on a stream that it knows to have ended. */
    public synchronized void requestEndedLate(int id) {
        ended.replace(id, false);
    }

    /** Whether there is still something to come of it, from either side. */
    public synchronized boolean isOpen(int id) {
        return open.containsKey(id);
    }

    /** Whether it is open and its answer has not begun. */
    public synchronized boolean isUnanswered(int id) {
        ClientStream stream = open.get(id);
        return stream != null && !stream.answerBegan;
    }

    /** How many requests are open whose answer has not begun. */
    public synchronized long unanswered() {
        return open.values().stream().filter(stream -> !stream.answerBegan).count();
    }

    public synchronized void resetByClient(int id) {
        if (open.remove(id) != null) {
            ended.put(id, false);
        } else {
            requestEndedLate(id);
        }
    }

    /** @return whether the request had not ended, or empty where the stream is not open */
    public synchronized Optional<Boolean> resetByServer(int id) {
        ClientStream stream = open.remove(id);
        if (stream == null) {
            return Optional.empty();
        }
        ended.put(id, !stream.requestEnded);
        return Optional.of(!stream.requestEnded);
    }

    /** @return whether the client can still take it */
    public synchronized boolean answering(int id, int windowBytes, boolean last) {
        ClientStream stream = open.get(id);
        if (stream == null) {
            return false;
        }
        if (!stream.answerBegan) {
            stream.answerBegan = true;
            answersBegun++;
        }
        stream.sendWindow.sent(windowBytes);
        connectionSendWindow.sent(windowBytes);
        if (last) {
            stream.answerEnded = true;
            answers++;
            if (stream.requestEnded) {
                open.remove(id);
                ended.put(id, false);
            }
        }
        return true;
    }

    /** A WINDOW_UPDATE of the server; it is of no use for a stream that has ended. */
    public synchronized boolean mayReceive(int id, int more) {
        if (id == 0) {
            connectionReceiveWindow += more;
            return true;
        }
        ClientStream stream = open.get(id);
        if (stream != null) {
            stream.receiveWindow += more;
        }
        return stream != null;
    }

    /**
     * A WINDOW_UPDATE of the client.
     *
     * @return how much of it the server beneath is told of, or less than 0 where the window would be too large
     */
    public synchronized long maySend(int id, int more) {
        if (id == 0) {
            return connectionSendWindow.more(more);
        }
        ClientStream stream = open.get(id);
        return stream == null ? 0 : stream.sendWindow.more(more);
    }

    /** The client's SETTINGS_INITIAL_WINDOW_SIZE. @return whether all windows stay windows (section 6.9.2) */
    public synchronized boolean firstSendWindow(long size) {
        long more = size - firstSendWindow;
        firstSendWindow = size;
        return open.values().stream().filter(stream -> !stream.sendWindow.adjust(more)).count() == 0;
    }

    public synchronized List<Integer> all() {
        return new ArrayList<>(open.keySet());
    }

    /** Its request may take so much longer. */
    public synchronized void allow(int id, long nanos) {
        ClientStream stream = open.get(id);
        if (stream != null) {
            stream.allowedNanos = nanos;
        }
    }

    /** Those whose request is older, and may not take longer, and has not ended. */
    public synchronized List<Integer> openSince(long nanos) {
        return open.values().stream().filter(stream -> !stream.requestEnded
                        && stream.openedNanos + stream.allowedNanos - nanos < 0)
                .map(stream -> stream.id).toList();
    }

    /** Those whose request has not ended. */
    public synchronized List<Integer> unended() {
        return open.values().stream().filter(stream -> !stream.requestEnded).map(stream -> stream.id).toList();
    }

    private void requestEnded(ClientStream stream) {
        stream.requestEnded = true;
        if (stream.answerEnded) {
            open.remove(stream.id);
            ended.put(stream.id, false);
        }
    }

    /** The request ended with trailers. @return whether its body agrees with its length */
    public synchronized boolean endRequest(int id) {
        ClientStream stream = open.get(id);
        if (stream == null) {
            return true;
        }
        if (!stream.body(0, true)) {
            return false;
        }
        requestEnded(stream);
        return true;
    }
}
