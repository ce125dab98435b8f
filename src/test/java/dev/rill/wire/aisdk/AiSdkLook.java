package dev.rill.wire.aisdk;

import dev.rill.http.access.Caller;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.live.LiveStreams;
import dev.rill.stream.EventEncoder;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.Replays;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** {@code GET /look/{messageId}?has=N}: a stream in the AI SDK's form after so many frames, whether it runs or not. */
public final class AiSdkLook implements Protocol {
    private final LiveStreams streams;
    private final Replays replays;

    public AiSdkLook(ProtocolContext context) {
        streams = context.streams();
        replays = new Replays(context);
    }

    /** For tests elsewhere. */
    public static EventEncoder encoder() {
        return new UiMessageEncoder();
    }

    @Override
    public String name() {
        return "look";
    }

    @Override
    public List<Routes> routes() {
        return List.of(() -> List.of(Route.of("/look/{messageId}", Access.USER).get(this::look)));
    }

    private void look(ServerRequest request, ServerResponse response) {
        String messageId = request.path().pathParameters().get("messageId");
        replays.send(request, response, streams.find(Caller.of(request).owner(), messageId).orElseThrow(),
                new UiMessageEncoder(), request.query().first("has").map(Long::parseLong).orElse(0L));
    }
}
