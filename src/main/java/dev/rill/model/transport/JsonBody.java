package dev.rill.model.transport;

import com.openai.core.http.HttpRequestBody;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A request's body of JSON, in memory. Immutable; any thread. */
public record JsonBody(byte[] bytes) implements HttpRequestBody {
    @Override
    public void writeTo(OutputStream out) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void close() {
    }

    /** Without what is asked. */
    @Override
    public String toString() {
        return "JsonBody[" + bytes.length + " bytes]";
    }
}
