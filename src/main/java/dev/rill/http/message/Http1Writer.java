package dev.rill.http.message;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** What a connection of HTTP/1 sends, in the form that its client asked for. For one thread at a time. */
public final class Http1Writer implements DataWriter {
    private static final int EMPTY_CHUNK_BYTES = "0\r\n\r\n".length();

    private final DataWriter writer;
    private AnswerForm form;
    private boolean headOnly;

    public Http1Writer(DataWriter writer) {
        this.writer = writer;
    }

    /** What follows answers that request. */
    void answers(RequestHead request) {
        boolean head = request.method().equals("HEAD");
        boolean http10 = request.line() != null && request.line().minor() == 0;
        form = head || http10 ? new AnswerForm(head, http10) : null;
    }

    /**
     * While that is so, an empty chunk is not sent: the server beneath writes one behind a head that is to leave before
     * the body, and to a client it would be the last (RFC 9112, section 7.1).
     */
    public void headOnly(boolean now) {
        headOnly = now;
    }

    private boolean isLeftOut(BufferData buffer) {
        return headOnly && buffer.available() == EMPTY_CHUNK_BYTES && buffer.get(0) == '0';
    }

    @Override
    public void write(BufferData... buffers) {
        if (form == null) {
            writer.write(buffers);
            return;
        }
        for (BufferData buffer : buffers) {
            write(buffer);
        }
    }

    @Override
    public void write(BufferData buffer) {
        if (isLeftOut(buffer)) {
            return;
        }
        if (form == null) {
            writer.write(buffer);
            return;
        }
        BufferData formed = form.of(buffer);
        if (formed.available() > 0) {
            writer.write(formed);
        }
    }

    @Override
    public void writeNow(BufferData... buffers) {
        if (form == null) {
            writer.writeNow(buffers);
            return;
        }
        for (BufferData buffer : buffers) {
            writeNow(buffer);
        }
    }

    @Override
    public void writeNow(BufferData buffer) {
        if (isLeftOut(buffer)) {
            return;
        }
        if (form == null) {
            writer.writeNow(buffer);
            return;
        }
        BufferData formed = form.of(buffer);
        if (formed.available() > 0) {
            writer.writeNow(formed);
        }
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public void close() {
        writer.close();
    }
}
