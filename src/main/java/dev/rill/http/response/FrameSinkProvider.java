package dev.rill.http.response;

import io.helidon.common.GenericType;
import io.helidon.common.media.type.MediaType;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProvider;
import io.helidon.webserver.http.spi.SinkProviderContext;
import java.util.function.BiConsumer;

/** Found by Helidon's service loader; makes the {@link FrameSink} of a response. Any thread. */
public final class FrameSinkProvider implements SinkProvider<SseEvent> {

    @Override
    public boolean supports(GenericType<? extends Sink<?>> type, ServerRequest request) {
        return FrameSink.TYPE.equals(type);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <X extends Sink<SseEvent>> X create(SinkProviderContext context) {
        return (X) new FrameSink(context);
    }

    @Override
    @SuppressWarnings("removal")
    public <X extends Sink<SseEvent>> X create(ServerResponse response, BiConsumer<Object, MediaType> eventConsumer,
                                               Runnable closeRunnable) {
        throw new IllegalStateException("a sink is made from its context");
    }
}
