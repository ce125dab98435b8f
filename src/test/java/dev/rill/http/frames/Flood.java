package dev.rill.http.frames;

import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.format.Http2ErrorCode;
import dev.rill.http.frames.header.HeaderEncoder;
import dev.rill.http.frames.header.HeaderField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.condition.OS;

/** What a client can send over HTTP/2 that costs it little and the server much. */
public enum Flood {
    NONE { // what others see without any
        @Override
        byte[] frames() {
            return new byte[0];
        }
    },
    PING {
        @Override
        byte[] frames() {
            return times(2000, Frame.of(Frame.PING, 0, 0, new byte[8]));
        }
    },
    SETTINGS {
        @Override
        byte[] frames() {
            return times(2000, Frame.of(Frame.SETTINGS, 0, 0, new byte[0]));
        }
    },
    WINDOW_UPDATE {
        @Override
        byte[] frames() {
            return times(2000, Frame.windowUpdate(0, 1));
        }
    },
    PRIORITY {
        @Override
        byte[] frames() {
            return times(2000, Frame.of(Frame.PRIORITY, 0, 1, new byte[5]));
        }
    },
    EMPTY_DATA {
        @Override
        byte[] frames() {
            return joined(post(1), times(2000, Frame.of(Frame.DATA, 0, 1, new byte[0])));
        }
    },
    CONTINUATION {
        @Override
        byte[] frames() {
            return joined(Frame.of(Frame.HEADERS, 0, 1, HeaderEncoder.encode(RawHttp2.request("GET", "/"))).bytes(),
                    times(2000, Frame.of(Frame.CONTINUATION, 0, 1, new byte[0])));
        }
    },
    RAPID_RESET {
        @Override
        byte[] frames() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int stream = 1; stream < 2000; stream += 2) {
                all.writeBytes(post(stream));
                all.writeBytes(Frame.rstStream(stream, Http2ErrorCode.CANCEL).bytes());
            }
            return all.toByteArray();
        }
    },
    LATE_RESET { // when the requests run
        @Override
        byte[] frames() {
            return posts();
        }

        @Override
        byte[] later() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int stream = 1; stream < 2 * MOST_STREAMS; stream += 2) {
                all.writeBytes(Frame.rstStream(stream, Http2ErrorCode.CANCEL).bytes());
            }
            return all.toByteArray();
        }
    },
    LEAVING { // with as many requests as may be open, and closes
        @Override
        byte[] frames() {
            return posts();
        }
    },
    HEADER_BOMB {
        @Override
        byte[] frames() {
            List<HeaderField> fields = RawHttp2.request("GET", "/health/live");
            byte[] entry = HeaderEncoder.encode(List.of(new HeaderField("a", "v".repeat(4000))));
            entry[0] = 0x40; // into the table
            byte[] named = new byte[12_000];
            Arrays.fill(named, (byte) 0xbe);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int stream = 1; stream < 40; stream += 2) {
                all.writeBytes(Frame.of(Frame.HEADERS, Frame.END_STREAM, stream,
                        joined(HeaderEncoder.encode(fields), entry)).bytes());
                all.writeBytes(Frame.of(Frame.CONTINUATION, Frame.END_HEADERS, stream, named).bytes());
            }
            return all.toByteArray();
        }
    };

    private static final int MOST_STREAMS = 256;
    private static final int PACE_MILLIS = 20;
    private static final int SILENCE_MILLIS = 200;

    abstract byte[] frames();

    /** What comes when those have been taken. */
    byte[] later() {
        return new byte[0];
    }

    private static byte[] posts() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int stream = 1; stream < 2 * MOST_STREAMS; stream += 2) {
            all.writeBytes(post(stream));
        }
        return all.toByteArray();
    }

    private static byte[] times(int count, Frame frame) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(frame.bytes());
        }
        return all.toByteArray();
    }

    private static byte[] post(int stream) {
        return Frame.of(Frame.HEADERS, Frame.END_HEADERS, stream,
                HeaderEncoder.encode(RawHttp2.request("POST", "/threads"))).bytes();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** What a connection begins with. */
    public byte[] beginning() {
        return joined(RawHttp2.PREFACE, Frame.of(Frame.SETTINGS, 0, 0, new byte[0]).bytes(), frames());
    }

    /** Another address of this machine than that of whoever asks from it, where the system has more. */
    public static InetAddress attacker(int number) {
        try {
            return OS.LINUX.isCurrentOs() ? InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (1 + number % 250)})
                    : InetAddress.getLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * One connection: sends it all, and reads until the server has closed it or nothing comes.
     *
     * @param from      see {@link #attacker}
     * @param beginning made once
     * @return bytes sent
     */
    public long attack(InetAddress from, int port, byte[] beginning) throws InterruptedException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0)) {
            socket.setSoTimeout(SILENCE_MILLIS);
            Thread reader = Thread.ofVirtual().start(() -> {
                try {
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // cut, or nothing more comes
                }
            });
            socket.getOutputStream().write(beginning);
            if (this == LATE_RESET || this == LEAVING) {
                Thread.sleep(PACE_MILLIS);
                socket.getOutputStream().write(later());
            }
            if (this != LEAVING) {
                reader.join();
            }
        } catch (IOException e) {
            return 0; // cut
        }
        return beginning.length;
    }
}
