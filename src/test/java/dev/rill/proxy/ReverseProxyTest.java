package dev.rill.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReverseProxyTest {
    private static final Map<ProxyProgram, IntFunction<String>> SITES = Map.of(
            ProxyProgram.NGINX, port -> "server { listen 127.0.0.1:%d; return 410; }".formatted(port),
            ProxyProgram.HAPROXY, port -> "frontend f\n bind 127.0.0.1:%d\n http-request return status 410\n"
                    .formatted(port),
            ProxyProgram.APACHE, port -> "Listen 127.0.0.1:%d\nRedirect 410 /\n".formatted(port),
            ProxyProgram.CADDY, port -> "{\nadmin off\n}\nhttp://:%d {\nbind 127.0.0.1\nrespond 410\n}\n"
            .formatted(port));

    @ParameterizedTest
    @EnumSource
    void listensOnItsPortUntilItIsClosed(ProxyProgram program) throws Exception {
        int port;
        try (ReverseProxy proxy = ReverseProxy.start(program, SITES.get(program))) {
            port = proxy.port();
            assertEquals(410, RawHttp.call(port, "GET", "/").status(), proxy.log());
        }
        assertThrows(IOException.class, () -> RawHttp.call(port, "GET", "/"));
    }

    @Test
    void aConfigurationThatIsWrongFailsWithWhatTheProgramSays() {
        ProxyProgram.NGINX.require();
        AssertionError error = assertThrows(AssertionError.class,
                () -> ReverseProxy.start(ProxyProgram.NGINX, port -> "no_such_directive;"));
        assertTrue(error.getMessage().contains("no_such_directive"), error.getMessage());
    }
}
