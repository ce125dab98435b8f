package dev.rill.soak;

import dev.rill.http.RawHttp;
import java.io.IOException;
import java.io.Serial;

/** The server said that its store does not answer: on a machine that is starved it may, now and then. */
final class Refusal extends IOException {
    @Serial
    private static final long serialVersionUID = 1;
    private static final String CODE = "STORE_UNAVAILABLE";

    Refusal() {
        super(CODE);
    }

    /** @return the response, where it is no refusal */
    static RawHttp.Response none(RawHttp.Response response) throws Refusal {
        if (response.status() == 503) {
            none(response.text());
        }
        return response;
    }

    /** A response whose status is not known, or a part of it. */
    static String none(String body) throws Refusal {
        if (body.contains("\"code\":\"" + CODE + "\"")) {
            throw new Refusal();
        }
        return body;
    }
}
