package dev.rill.bench.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The yardstick: copies bytes between a client and the model server and looks at none of them. Plain sockets, two
 * virtual threads a connection; what a server adds to it is what its work costs. {@code BareProxy <port of the model>}.
 */
public final class BareProxy {
    private static final int BUFFER = 8 * 1024;

    private BareProxy() {
    }

    public static void main(String[] arguments) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        InetSocketAddress model = new InetSocketAddress(loopback, Integer.parseInt(arguments[0]));
        try (ServerSocket server = new ServerSocket(0, 4096, loopback)) {
            System.out.println("port " + server.getLocalPort());
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> connect(client, model));
            }
        }
    }

    private static void connect(Socket client, InetSocketAddress model) {
        try (client; Socket upstream = new Socket()) {
            upstream.connect(model);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> copy(client, upstream));
            copy(upstream, client);
        } catch (IOException e) {
            // either side left, and the other one is closed
        }
    }

    private static void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // as above
        }
    }
}
