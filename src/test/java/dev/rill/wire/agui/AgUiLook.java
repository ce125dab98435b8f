package dev.rill.wire.agui;

import dev.rill.http.access.Caller;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.live.LiveStreams;
import dev.rill.stream.EventEncoder;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.Replays;
import dev.rill.wire.SourceList;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/** {@code GET /look-ag-ui/{messageId}?has=N}: a stream in AG-UI's form after so many frames, whether it runs or not. */
public final class AgUiLook implements Protocol {
    private final LiveStreams streams;
    private final Replays replays;

    public AgUiLook(ProtocolContext context) {
        streams = context.streams();
        replays = new Replays(context);
    }

    /** For tests elsewhere. */
    public static EventEncoder encoder() {
        return new AgUiEncoder("run", new SourceList(Optional.empty()));
    }

    @Override
    public String name() {
        return "look-ag-ui";
    }

    @Override
    public List<Routes> routes() {
        return List.of(() -> List.of(Route.of("/look-ag-ui/{messageId}", Access.USER).get(this::look)));
    }

    private void look(ServerRequest request, ServerResponse response) {
        String messageId = request.path().pathParameters().get("messageId");
        replays.send(request, response, streams.find(Caller.of(request).owner(), messageId).orElseThrow(),
                new AgUiEncoder("run", new SourceList(Optional.empty())),
                request.query().first("has").map(Long::parseLong).orElse(0L));
    }
}
