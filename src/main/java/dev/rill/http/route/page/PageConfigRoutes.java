package dev.rill.http.route.page;

import dev.rill.config.RillConfig;
import dev.rill.http.paths.Access;
import dev.rill.http.paths.Route;
import dev.rill.http.paths.Routes;
import dev.rill.http.response.Body;
import dev.rill.http.response.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /page/config}: what a page or another client has to know of the server's settings before it asks. Open to
 * everybody, so it holds limits and nothing that could be secret. Any thread.
 */
public final class PageConfigRoutes implements Routes {
    private final byte[] json;

    public PageConfigRoutes(RillConfig config) {
        ObjectNode told = Json.object()
                .put("maxMessageChars", config.chat().maxMessageChars())
                .put("maxSystemMessageChars", config.chat().maxSystemMessageChars())
                .put("maxBodyBytes", config.limits().maxBodyBytes())
                .put("keyRequired", config.auth().required())
                .put("keysTaken", config.auth().credentials())
                .put("keepAliveMs", config.streams().keepAlive().toMillis())
                .put("resumeForMs", config.streams().resumeFor().toMillis());
        RillConfig.Uploads uploads = config.documents().uploads();
        if (uploads.enabled()) {
            told.put("maxUploadBytes", uploads.fileBytes());
        }
        config.auth().openId().ifPresent(openId -> told.put("signInAt", openId.name()));
        this.json = Json.bytes(told);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of("/page/config", Access.OPEN).get(this::config));
    }

    private void config(ServerRequest request, ServerResponse response) {
        response.headers().set(HeaderNames.CONTENT_TYPE, "application/json");
        Body.sendKept(request, response, json);
    }
}
