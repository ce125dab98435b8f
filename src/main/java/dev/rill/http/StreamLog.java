package dev.rill.http;

import dev.rill.live.EndedStream;
import dev.rill.log.LogFields;
import java.util.function.Consumer;

/** One line a stream, when it has ended: ids, outcome, times and tokens, and no text. Any thread. */
public final class StreamLog implements Consumer<EndedStream> {
    private static final System.Logger LOGGER = System.getLogger("dev.rill.streams");

    @Override
    public void accept(EndedStream stream) {
        if (!LOGGER.isLoggable(System.Logger.Level.INFO)) {
            return;
        }
        LogFields fields = new LogFields()
                .with("messageId", stream.identity().messageId());
        if (stream.identity().stored()) {
            fields.with("threadId", stream.identity().threadId());
        }
        fields.with("protocol", stream.identity().protocol())
                .with("user", stream.identity().owner())
                .with("outcome", stream.outcome().label());
        stream.errorCode().ifPresent(code -> fields.with("code", code.name()));
        fields.with("durationMs", stream.durationMillis()).with("tokens", stream.tokens());
        if (stream.firstTokenMillis() >= 0) {
            fields.with("firstTokenMs", stream.firstTokenMillis());
        }
        stream.usage().ifPresent(usage -> fields.with("promptTokens", usage.promptTokens())
                .with("completionTokens", usage.completionTokens()));
        LOGGER.log(System.Logger.Level.INFO, "stream ended", fields);
    }
}
