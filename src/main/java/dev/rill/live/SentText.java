package dev.rill.live;

/**
 * An answer's text: the stream's thread adds to it, and others see it as far as it has been sent. {@link #add},
 * {@link #publish} and {@link #release} are the stream's thread's; the rest is anybody's.
 */
final class SentText {
    private final StringBuilder added = new StringBuilder(64);
    private final StringBuilder sent = new StringBuilder(64);

    void add(String content) {
        added.append(content);
    }

    /** What was added has been sent. */
    void publish() {
        if (added.isEmpty()) {
            return;
        }
        synchronized (sent) {
            sent.append(added);
        }
        added.setLength(0);
    }

    String whole() {
        synchronized (sent) {
            return sent.toString();
        }
    }

    /** What {@link #whole} holds after so many characters, up to the last whole one. */
    String after(int chars) {
        synchronized (sent) {
            int end = sent.length();
            if (end > chars && Character.isHighSurrogate(sent.charAt(end - 1))) {
                end--;
            }
            return end > chars ? sent.substring(chars, end) : "";
        }
    }

    /** Forgets all. */
    void release() {
        added.trimToSize();
        synchronized (sent) {
            sent.setLength(0);
            sent.trimToSize();
        }
    }
}
