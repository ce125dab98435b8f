package dev.rill.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A cable between two processes that can be cut, or lose what one or both sides say until it is mended: as TCP does, it
 * then hands on what was held. Where one of the two is in a namespace, what is lost is lost on the link to it. Any
 * thread; closed by who made it.
 */
final class Relay implements AutoCloseable {
    /** What comes through. */
    enum State {
        OPEN,
        /** Connections are reset, new ones too. */
        CUT,
        /** Nothing arrives, and nothing is refused. */
        SILENT,
        /** What the client says arrives, and it hears nothing. */
        UNANSWERED
    }

    private final ServerSocket listener;
    private final Optional<Link> link;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile InetSocketAddress target;
    private volatile State state = State.OPEN;

    private Relay(InetAddress here, InetSocketAddress target, Optional<Link> link) throws IOException {
        this.listener = new ServerSocket(0, 1024, here);
        this.target = target;
        this.link = link;
        Thread.ofVirtual().name("relay").start(this::accept);
    }

    /** To a port of this machine, for who is on it too. */
    Relay(int target) throws IOException {
        this(InetAddress.getLoopbackAddress(), loopback(target), Optional.empty());
    }

    /** To a port of this machine, for who is behind the link. */
    static Relay here(int target, Link link) throws IOException {
        return new Relay(link.here(), loopback(target), Optional.of(link));
    }

    /** To a port of who is behind the link. */
    static Relay there(int target, Link link) throws IOException {
        return new Relay(InetAddress.getLoopbackAddress(), new InetSocketAddress(link.there(), target),
                Optional.of(link));
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Where those who use it reach it: an address and a port. */
    String place() {
        return listener.getInetAddress().getHostAddress() + ":" + port();
    }

    void be(State next) throws IOException, InterruptedException {
        if (link.isPresent()) {
            link.get().be(switch (next) {
                case OPEN, CUT -> Link.State.OPEN;
                case SILENT -> Link.State.SILENT;
                case UNANSWERED -> Link.State.UNANSWERED;
            });
        }
        turn(link.isPresent() && next != State.CUT ? State.OPEN : next);
    }

    private void turn(State now) {
        lock.lock();
        try {
            state = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (now == State.CUT) {
            reset();
        }
    }

    /** New connections lead there; those that there are are reset. */
    void leadTo(int port) {
        target = loopback(port);
        reset();
    }

    /** Resets what is open; new connections work. */
    void reset() {
        open.forEach(Relay::reset);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (state == State.CUT) {
                    reset(client);
                } else {
                    Thread.ofVirtual().start(() -> join(client));
                }
            } catch (IOException e) {
                // closed, or the client has left
            }
        }
    }

    private void join(Socket client) {
        open.add(client);
        try (client) {
            if (!mayPass(true)) {
                reset(client);
                return;
            }
            try (Socket server = new Socket(target.getAddress(), target.getPort())) {
                open.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Thread up = Thread.ofVirtual().start(() -> pass(client, server, true));
                pass(server, client, false);
                up.join();
                open.remove(server);
            }
        } catch (IOException e) {
            reset(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void pass(Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!mayPass(fromClient)) {
                    return;
                }
                out.write(buffer, 0, count);
            }
            if (mayPass(fromClient)) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits while nothing comes through. @return whether it does now */
    private boolean mayPass(boolean fromClient) throws InterruptedException {
        if (state == State.OPEN) {
            return true;
        }
        lock.lock();
        try {
            while (state == State.SILENT || state == State.UNANSWERED && !fromClient) {
                changed.await();
            }
            return state != State.CUT;
        } finally {
            lock.unlock();
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        turn(State.CUT);
    }
}
