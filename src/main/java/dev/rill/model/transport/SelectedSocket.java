package dev.rill.model.transport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketImpl;

/** A {@link SelectedChannel} as the socket that TLS is put over. Used as that is. */
final class SelectedSocket extends Socket {
    private final SelectedChannel channel;
    private final InputStream in;
    private final OutputStream out = new Output();
    private volatile int timeoutMillis;

    /** @param readAhead how many bytes are asked for where a reader asks for fewer, or 0 */
    SelectedSocket(SelectedChannel channel, int readAhead) throws IOException {
        super((SocketImpl) null);
        this.channel = channel;
        Input input = new Input(channel.channel().socket().getInputStream());
        this.in = readAhead == 0 ? input : new BufferedInputStream(input, readAhead);
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void setSoTimeout(int millis) {
        timeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() {
        return timeoutMillis;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return channel.isClosed();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class Input extends InputStream {
        private final InputStream unwatched;

        /** @param unwatched asked only for what is available */
        Input(InputStream unwatched) {
            this.unwatched = unwatched;
        }

        @Override
        public int read(byte[] bytes, int offset, int most) throws IOException {
            return most == 0 ? 0 : channel.read(bytes, offset, most, timeoutMillis);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int available() throws IOException {
            return channel.silent() ? 0 : unwatched.available();
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            channel.write(bytes, offset, length);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }
    }
}
