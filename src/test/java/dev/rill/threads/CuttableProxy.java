package dev.rill.threads;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a server on this machine: passes bytes, refuses, or swallows what the server says. */
public final class CuttableProxy implements Closeable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean mute;
    private volatile String muteAfter;

    public CuttableProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Ends every connection and lets none begin. */
    public void cut() {
        cut = true;
        open.forEach(CuttableProxy::close);
    }

    /** Nothing that the server says arrives any more. */
    void mute() {
        mute = true;
    }

    /** Mute, once the client has said this. */
    void muteAfter(String words) {
        muteAfter = words;
    }

    /** New connections work again; those that were muted stay so. */
    public void restore() {
        cut = false;
        mute = false;
        muteAfter = null;
        open.forEach(CuttableProxy::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                if (cut) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> pass(client, server, true));
                Thread.ofVirtual().start(() -> pass(server, client, false));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pass(Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[8192];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int n;
            while ((n = in.read(buffer)) >= 0) {
                String words = muteAfter;
                if (fromClient && words != null
                        && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains(words)) {
                    mute = true;
                }
                if (fromClient || !mute) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // cut, or one of them left
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // gone already
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
