package dev.rill.http.paths;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.HelidonServices;
import io.helidon.http.Status;
import io.helidon.webclient.api.ClientResponseTyped;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.DirectClient;
import io.helidon.webserver.testing.junit5.RoutingTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may come in is decided by the table and who answers by the server beneath, so both have to find the same. */
@ExtendWith(HelidonServices.class)
@RoutingTest
class RouteTableTest {
    private static final RouteTable TABLE = new RouteTable(List.of(() -> Stream.of("/threads", "/threads/{threadId}",
            "/threads/{threadId}/export", "/documents", "/documents/{path+}", "/").map(pattern ->
            Route.of(pattern, Access.USER).get((_, response) -> response.send(pattern))).toList()));

    private final DirectClient client;

    RouteTableTest(DirectClient client) {
        this.client = client;
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        TABLE.register(routing);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /                     , /
            /threads              , /threads
            /threads/a%20b        , /threads/{threadId}
            /threads/export       , /threads/{threadId}
            /threads/a/export     , /threads/{threadId}/export
            /documents            , /documents
            /documents/a.md       , /documents/{path+}
            /documents/a/b%2Fc.md , /documents/{path+}
            /documents/threads    , /documents/{path+}
            /threads/a/exports    ,
            /threads/a/export/b   ,
            /Threads              ,
            /thread               ,
            /threadsa             ,
            """)
    void theTableFindsTheRouteThatAnswers(String path, String pattern) {
        ClientResponseTyped<String> response = client.get(path).skipUriEncoding(true).request(String.class);
        assertEquals(pattern == null ? Status.NOT_FOUND_404 : Status.OK_200, response.status());
        assertEquals(pattern, TABLE.find(path).map(Route::pattern).orElse(null));
        if (pattern != null) {
            assertEquals(pattern, response.entity());
        }
    }
}
