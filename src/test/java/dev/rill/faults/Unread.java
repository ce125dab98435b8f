package dev.rill.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Clients that ask and then do not read: what they take is what their receive buffer of 4 KiB does. */
public final class Unread {
    private static final int RECEIVE_BUFFER_BYTES = 4096;

    private Unread() {
    }

    /** @param onDisconnect {@code cancel} or {@code continue} */
    public static Socket ask(int port, String threadId, String onDisconnect) throws IOException {
        String body = "{\"threadId\":\"" + threadId + "\",\"message\":\"Much\",\"onDisconnect\":\""
                + onDisconnect + "\"}";
        return send(port, "POST /chat/stream HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Looks on at a stream from its first event. */
    static Socket view(int port, String messageId) throws IOException {
        return send(port, "GET /chat/stream/" + messageId + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n");
    }

    private static Socket send(int port, String request) throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return client;
    }
}
