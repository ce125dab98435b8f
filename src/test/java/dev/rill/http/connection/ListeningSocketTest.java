package dev.rill.http.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ListeningSocketTest {
    private static final int SEGMENT_BYTES = 8 * 1024;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aClientsKernelTakesLessOfWhatNobodyReadsWhereSegmentsAreSmall() throws IOException {
        try (ServerSocketChannel usual = listening(); ServerSocketChannel small = listening()) {
            assertTrue(ListeningSocket.limitSegments(small.socket().getLocalPort(), SEGMENT_BYTES));
            long taken = takenUnread(small);
            long usually = takenUnread(usual);
            assertTrue(taken < usually, taken + " bytes, and without it " + usually);
        }
    }

    @Test
    void aPortThatNobodyListensOnIsLeftAlone() throws IOException {
        int port;
        try (ServerSocketChannel closed = listening()) {
            port = closed.socket().getLocalPort();
        }
        assertFalse(ListeningSocket.limitSegments(port, SEGMENT_BYTES));
    }

    private static ServerSocketChannel listening() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.setOption(StandardSocketOptions.SO_RCVBUF, 128 * 1024);
        return listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** What a client can send that is accepted and not read. */
    private static long takenUnread(ServerSocketChannel listener) throws IOException {
        try (SocketChannel client = SocketChannel.open(listener.getLocalAddress());
             SocketChannel accepted = listener.accept()) {
            client.configureBlocking(false);
            assertTrue(accepted.isConnected());
            ByteBuffer piece = ByteBuffer.allocate(16 * 1024);
            long taken = 0;
            int written;
            do {
                written = client.write(piece.clear());
                taken += written;
            } while (written > 0);
            return taken;
        }
    }
}
