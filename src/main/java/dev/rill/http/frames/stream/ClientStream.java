package dev.rill.http.frames.stream;

import java.util.OptionalLong;

/** A stream that is open, or half closed, and what may still go over it. Guarded by its {@link ClientStreams}. */
final class ClientStream {
    final int id;
    final long openedNanos = System.nanoTime();
    long allowedNanos;
    private final OptionalLong contentLength;
    /** What the client may still send, and what may still be sent to it (RFC 9113, section 5.2). */
    long receiveWindow;
    final SendWindow sendWindow;
    boolean requestEnded;
    boolean answerBegan;
    boolean answerEnded;
    private long bodyBytes;
    private long bytesBehindAnswer;

    ClientStream(int id, OptionalLong contentLength, boolean requestEnded, long receiveWindow, long sendWindow) {
        this.id = id;
        this.contentLength = contentLength;
        this.requestEnded = requestEnded;
        this.receiveWindow = receiveWindow;
        this.sendWindow = new SendWindow(sendWindow);
    }

    /** @return whether the body still agrees with its length (RFC 9113, section 8.1.1) */
    boolean body(int bytes, boolean last) {
        bodyBytes += bytes;
        if (answerEnded) {
            bytesBehindAnswer += bytes;
        }
        return contentLength.isEmpty() || (last ? bodyBytes == contentLength.getAsLong()
                : bodyBytes <= contentLength.getAsLong());
    }

    long bytesBehindAnswer() {
        return bytesBehindAnswer;
    }
}
