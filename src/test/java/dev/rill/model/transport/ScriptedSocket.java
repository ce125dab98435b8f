package dev.rill.model.transport;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A socket whose other side says what it is told to, without a network. */
final class ScriptedSocket extends Socket {
    private final InputStream in;

    ScriptedSocket(InputStream in) {
        this.in = in;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void setSoTimeout(int millis) {
        // nothing is waited for
    }
}
