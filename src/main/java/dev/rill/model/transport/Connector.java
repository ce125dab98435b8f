package dev.rill.model.transport;

import dev.rill.config.HttpProxy;
import dev.rill.model.transport.TransportException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes connections to one origin, or to the proxy before it: looks up the addresses, tries one after the other, and
 * with TLS verifies that the certificate is the origin's (RFC 9110, 4.3.4). An interrupt ends any of it. Any thread.
 */
final class Connector {
    /** A record is asked for in two reads, its head and its rest; one of a token fits. */
    private static final int TLS_READ_AHEAD = 2048;

    private final Origin origin;
    private final Optional<SSLSocketFactory> tls;
    private final Resolver resolver;
    private final ReadLoop loop;
    private final Optional<HttpProxy> proxy;

    /** @param tls empty where the origin has no TLS */
    Connector(Origin origin, Optional<SSLSocketFactory> tls, Optional<HttpProxy> proxy, ReadLoop loop) {
        this.origin = origin;
        this.proxy = proxy;
        this.tls = tls;
        this.loop = loop;
        this.resolver = new Resolver(proxy.map(HttpProxy::host).orElse(origin.bareHost()));
    }

    /** @param timeout for looking up, connecting and TLS together; zero for none */
    Connection connect(Duration timeout) {
        long budget = timeout.isZero() ? Duration.ofDays(1).toNanos() : timeout.toNanos();
        long end = System.nanoTime() + budget;
        Socket socket = open(end);
        try {
            if (tls.isPresent() && proxy.isPresent()) {
                Tunnel.open(new Connection(socket, socket), origin, proxy.get(), millis(left(end)));
            }
            return new Connection(socket, tls.isPresent() ? secure(tls.get(), socket, end) : socket);
        } catch (TransportException e) {
            Connection.closeQuietly(socket);
            throw e;
        } catch (SSLException e) {
            Connection.closeQuietly(socket);
            // a handshake that the network broke off says nothing about the certificate
            Kind kind = e.getCause() instanceof IOException ? Kind.NOT_CONNECTED : Kind.NOT_TRUSTED;
            throw new TransportException(kind, "no TLS with the server", e);
        } catch (IOException e) {
            Connection.closeQuietly(socket);
            throw new TransportException(Kind.NOT_CONNECTED, "no connection to the server", e);
        }
    }

    private Socket open(long end) {
        InetAddress[] addresses;
        try {
            addresses = resolver.resolve(Duration.ofNanos(left(end)));
        } catch (UnknownHostException e) {
            throw new TransportException(Kind.NAME_UNKNOWN, "the server's name has no address", e);
        } catch (IOException e) {
            throw new TransportException(Kind.NOT_CONNECTED, "the server's name could not be looked up", e);
        }
        IOException last = new IOException("no address");
        for (int i = 0; i < addresses.length; i++) {
            // an address that swallows packets must not use up the time of those after it
            long share = left(end) / (i == addresses.length - 1 ? 1 : 2);
            try {
                return open(addresses[i], share);
            } catch (IOException e) {
                last = e;
            }
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        throw new TransportException(Kind.NOT_CONNECTED, "no connection to the server", last);
    }

    private Socket open(InetAddress address, long nanos) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(new InetSocketAddress(address, proxy.map(HttpProxy::port).orElse(origin.port())),
                    millis(nanos));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new SelectedSocket(new SelectedChannel(channel, loop), tls.isPresent() ? TLS_READ_AHEAD : 0);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private SSLSocket secure(SSLSocketFactory tls, Socket socket, long end) throws IOException {
        SSLSocket secure = (SSLSocket) tls.createSocket(socket, origin.bareHost(), origin.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        secure.setSSLParameters(parameters);
        secure.setSoTimeout(millis(left(end)));
        secure.startHandshake();
        secure.setSoTimeout(0);
        return secure;
    }

    private static long left(long end) throws TransportException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new TransportException(Kind.NOT_CONNECTED, "no connection in time",
                    new SocketTimeoutException("connect timeout"));
        }
        return left;
    }

    private static int millis(long nanos) {
        return (int) Math.clamp(nanos / 1_000_000, 1, Integer.MAX_VALUE);
    }
}
