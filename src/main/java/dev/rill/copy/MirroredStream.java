package dev.rill.copy;

import dev.rill.copy.StreamCopy.News;
import dev.rill.copy.StreamCopy.Origin;
import dev.rill.copy.StreamCopy.Standing;
import dev.rill.copy.StreamCopy.Written;
import dev.rill.live.EventLog;
import dev.rill.live.LiveStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How far the copy of one stream is. The mirror's thread. */
final class MirroredStream {
    private static final System.Logger LOGGER = System.getLogger(MirroredStream.class.getName());

    /** What it is to do next. */
    private enum State { NEW, FOLLOWS, UNKNOWN, FORGET, DONE }

    private final LiveStream stream;
    private final CopyTimes times;
    private State state = State.NEW;
    private long copied;
    private long keptNanos;
    private long sentTo;
    private boolean behind;
    private boolean refused;

    MirroredStream(LiveStream stream, CopyTimes times) {
        this.stream = stream;
        this.times = times;
    }

    String messageId() {
        return stream.identity().messageId();
    }

    /** Whether how far it is has to be asked for. */
    boolean unknown() {
        return state == State.UNKNOWN;
    }

    boolean done() {
        return state == State.DONE;
    }

    /** How many events the copy lacks. */
    long behind() {
        return Math.max(0, stream.log().lastId() - copied);
    }

    /** What was sent may have come or not. */
    void lose() {
        if (state != State.DONE) {
            state = State.UNKNOWN;
        }
    }

    /** What the copy says of itself. */
    void is(Standing standing) {
        boolean another = refused;
        refused = false;
        copied = standing.lastId();
        if (standing.sealed()) {
            state = State.DONE; // by this server before an answer got lost, or by others who took it for dead
        } else if (another) {
            state = State.FORGET;
        } else if (copied > stream.log().lastId()) {
            LOGGER.log(System.Logger.Level.ERROR, "The copy of answer {0} has {1} events and the answer "
                    + "{2}; it is written anew", messageId(), copied, stream.log().lastId());
            state = State.FORGET;
        } else {
            state = State.FOLLOWS;
            keptNanos = 0;
        }
    }

    /** There is no copy. */
    void isMissing() {
        refused = false;
        state = State.NEW;
        copied = 0;
    }

    /**
     * What is to be written now.
     *
     * @param mostBytes of frames, and what one read of the log gives beyond
     */
    List<News> news(long nowNanos, long mostBytes) {
        List<News> news = new ArrayList<>(2);
        boolean ended = stream.log().ended(); // before its last event is looked for
        behind = false;
        if (ended && stream.log().firstHeld() > stream.log().lastId() && copied < stream.log().lastId()) {
            state = State.DONE; // it was given up before it was copied
            return List.of(new News.Forget(messageId()));
        }
        if (state == State.FOLLOWS && copied + 1 < stream.log().firstHeld()) {
            state = State.FORGET; // what it lacks is no longer there
        }
        if (state == State.FORGET) {
            news.add(new News.Forget(messageId()));
            copied = 0;
        }
        if (state == State.FORGET || state == State.NEW) {
            news.add(new News.Begin(messageId(), new Origin(stream.identity().owner(), stream.identity().threadId(),
                    stream.identity().protocol(), stream.startTime()), times.keep()));
            keptNanos = nowNanos;
        } else if (nowNanos - keptNanos > times.keep().toNanos() / 4) {
            news.add(new News.Keep(messageId(), times.keep()));
            keptNanos = nowNanos;
        }
        sentTo = Math.max(copied, stream.log().firstHeld() - 1);
        frames(news, mostBytes);
        if (ended && !behind) {
            news.add(new News.Seal(messageId(), times.keepEnded()));
        }
        return news;
    }

    private void frames(List<News> news, long mostBytes) {
        long bytes = 0;
        while (stream.log().peek(sentTo) instanceof EventLog.Read.Frames(byte[] frames, long lastId)) {
            if (bytes > 0 && bytes + frames.length > mostBytes) {
                behind = true;
                return;
            }
            news.add(new News.Frames(messageId(), frames, lastId));
            sentTo = lastId;
            bytes += frames.length;
        }
    }

    /** Whether it has more than was written at once. */
    boolean hasMore() {
        return behind;
    }

    void wrote(News news, Written written) {
        if (state == State.UNKNOWN || state == State.DONE) {
            return; // one before it has told
        }
        switch (written) {
            case DONE -> done(news);
            case MISSING, REFUSED -> {
                state = State.UNKNOWN;
                refused = written == Written.REFUSED;
            }
        }
    }

    private void done(News news) {
        switch (news) {
            case News.Begin _ -> state = State.FOLLOWS;
            case News.Frames frames -> copied = frames.lastId();
            case News.Seal _ -> state = State.DONE;
            case News.Keep _, News.Forget _ -> { }
        }
    }
}
