package dev.rill.http;

import dev.rill.config.RillConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

/** Where the server is to listen. Stateless. */
public final class ListenAddress {
    private static final int FIRST_FREE_FOR_ALL = 1024;

    private ListenAddress() {
    }

    /** The server cannot listen where it should; the message is a sentence for its operator. */
    public static final class NotToBeHadException extends RuntimeException {
        NotToBeHadException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Listens there for a moment. The web server beneath logs why it could not, at length, and does not throw it.
     *
     * @throws NotToBeHadException when the address is another machine's, or the port is taken or not for this user
     */
    public static void requireFree(RillConfig.Server server) {
        InetAddress address = of(server);
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.bind(new InetSocketAddress(address, server.port()));
        } catch (IOException e) {
            throw new NotToBeHadException(why(server, address, e), e);
        }
    }

    static InetAddress of(RillConfig.Server server) {
        try {
            return InetAddress.getByName(server.host());
        } catch (UnknownHostException e) {
            throw new NotToBeHadException("HOST is " + server.host() + ", a name that is not known here.", e);
        }
    }

    static NotToBeHadException taken(RillConfig.Server server) {
        return new NotToBeHadException(taken(server.host(), server.port()), null);
    }

    private static String taken(String host, int port) {
        return "Port " + port + " on " + host + " is taken by another program. PORT chooses another, 0 a free one.";
    }

    private static String why(RillConfig.Server server, InetAddress address, IOException refused) {
        if (!isOfThisMachine(address)) {
            return "HOST is " + server.host() + ", which is no address of this machine.";
        }
        String said = String.valueOf(refused.getMessage());
        if (server.port() > 0 && server.port() < FIRST_FREE_FOR_ALL && said.contains("ermission")) {
            return "Port " + server.port() + " is not for this user: those below " + FIRST_FREE_FOR_ALL
                    + " are the administrator's. PORT chooses another.";
        }
        return said.contains("in use") ? taken(server.host(), server.port())
                : "Port " + server.port() + " on " + server.host() + " cannot be listened on: " + said
                        + ". PORT and HOST choose another.";
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isAnyLocalAddress() || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return true; // nobody knows better
        }
    }
}
