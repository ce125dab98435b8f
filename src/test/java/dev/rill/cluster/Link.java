package dev.rill.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A cable between this machine and a namespace: a pair of virtual Ethernet devices, with a network of its own in the
 * range for such tests (RFC 2544). What is lost on it is lost as on a real one: packets come nowhere, nothing is
 * refused, and TCP sends again what it may. Any thread; goes with its namespace.
 */
final class Link implements AutoCloseable {
    /** Whose packets arrive. */
    enum State {
        OPEN,
        /** Nobody's. */
        SILENT,
        /** The namespace's, which hears nothing. */
        UNANSWERED
    }

    /** A range of a process has room for so many, with four addresses each. */
    private static final int LINKS = 16;
    private static final int RANGES = 1 << 11;
    private static final int BASE = 198 << 24 | 18 << 16;
    private static final String NOBODY = "02:00:00:00:00:ff";
    private static final String HERE = "02:00:00:00:00:01";
    private static final String THERE = "02:00:00:00:00:02";
    private static final AtomicInteger MADE = new AtomicInteger();

    private final Namespace namespace;
    private final String hereDevice;
    private final String thereDevice;
    private final InetAddress here;
    private final InetAddress there;

    Link(Namespace namespace) throws IOException, InterruptedException {
        this.namespace = namespace;
        int number = MADE.getAndIncrement() % LINKS;
        int range = (int) (ProcessHandle.current().pid() % RANGES);
        hereDevice = "rill" + range + "h" + number;
        thereDevice = "rill" + range + "t" + number;
        int network = BASE + (range * LINKS + number) * 4;
        here = address(network + 1);
        there = address(network + 2);
        Namespace.ip("link", "add", hereDevice, "address", HERE, "type", "veth", "peer", "name", thereDevice,
                "address", THERE, "netns", namespace.name());
        Namespace.ip("addr", "add", here.getHostAddress() + "/30", "dev", hereDevice);
        Namespace.ip("link", "set", hereDevice, "up");
        namespace.ipThere("addr", "add", there.getHostAddress() + "/30", "dev", thereDevice);
        namespace.ipThere("link", "set", thereDevice, "up");
        be(State.OPEN);
    }

    private static InetAddress address(int bits) throws IOException {
        return InetAddress.getByAddress(new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8),
                (byte) bits});
    }

    /** What the namespace calls this machine by. */
    InetAddress here() {
        return here;
    }

    /** What this machine calls the namespace by. */
    InetAddress there() {
        return there;
    }

    /** A frame that is addressed to nobody is dropped by whom it comes to, and nobody is told. */
    void be(State state) throws IOException, InterruptedException {
        Namespace.ip("neigh", "replace", there.getHostAddress(), "lladdr", state == State.OPEN ? THERE : NOBODY,
                "dev", hereDevice, "nud", "permanent");
        namespace.ipThere("neigh", "replace", here.getHostAddress(), "lladdr", state == State.SILENT ? NOBODY : HERE,
                "dev", thereDevice, "nud", "permanent");
    }

    @Override
    public void close() throws IOException {
        try {
            Namespace.ip("link", "del", hereDevice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
