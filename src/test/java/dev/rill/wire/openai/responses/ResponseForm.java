package dev.rill.wire.openai.responses;

import dev.rill.retrieval.DocumentLibrary;
import dev.rill.stream.EventEncoder;
import dev.rill.wire.DocumentLinks;
import dev.rill.wire.openai.responses.request.ResponseParameters;
import java.time.Instant;
import java.util.Optional;

/** The form of the Responses API, for tests elsewhere. */
public final class ResponseForm {
    static final Instant NOW = Instant.parse("2026-11-30T12:00:00.5Z");

    private ResponseForm() {
    }

    public static EventEncoder encoder() {
        return encoder(false);
    }

    /** @param results whether a search tells what it found */
    static ResponseEncoder encoder(boolean results) {
        return new ResponseEncoder(new ResponseProgress("m", NOW, ResponseParameters.unknown(Optional.empty())
                .including(results), new ResponseView(new DocumentLinks("https://docs.example"), DocumentLibrary.NONE,
                results)));
    }
}
