package dev.rill.model.transport;

import com.openai.core.http.HttpRequestBody;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A request's body, in memory. Immutable; any thread. */
public record BytesBody(String contentType, byte[] bytes) implements HttpRequestBody {

    public static BytesBody json(byte[] json) {
        return new BytesBody("application/json", json);
    }

    @Override
    public void writeTo(OutputStream out) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return "BytesBody[" + bytes.length + " bytes of " + contentType + "]";
    }
}
