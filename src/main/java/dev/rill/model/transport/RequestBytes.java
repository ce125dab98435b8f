package dev.rill.model.transport;

import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import dev.rill.config.HttpProxy;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A request as it goes over the wire, head and body in one array, so that it is one write. */
final class RequestBytes {
    private static final Set<String> OURS =
            Set.of("host", "content-length", "content-type", "transfer-encoding", "connection");
    private static final byte[] NO_BYTES = {};

    private RequestBytes() {
    }

    /**
     * @param common a query that each request to the server has; empty for none
     * @param proxy  that gets the request itself, and passes it on
     */
    static byte[] of(HttpRequest request, Origin origin, String common, Optional<HttpProxy> proxy) {
        URI url = URI.create(request.url());
        if (!Origin.of(url).equals(origin)) {
            throw new IllegalArgumentException("a request to another server");
        }
        HttpRequestBody body = request.body();
        byte[] content = body == null ? NO_BYTES : bytes(body);
        StringBuilder head = new StringBuilder(512);
        String query = query(common, url.getRawQuery() == null ? "" : url.getRawQuery());
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String server = proxy.isPresent() ? "http://" + origin.authority() : "";
        head.append(request.method()).append(' ').append(server).append(path).append(query).append(" HTTP/1.1\r\n");
        header(head, "Host", origin.authority());
        proxy.flatMap(HttpProxy::authorization).ifPresent(value -> header(head, "Proxy-Authorization", value));
        for (String name : request.headers().names()) {
            if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
                request.headers().values(name).forEach(value -> header(head, name, value));
            }
        }
        if (body != null) {
            String type = body.contentType();
            if (type != null) {
                header(head, "Content-Type", type);
            }
            header(head, "Content-Length", Integer.toString(content.length));
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }

    private static byte[] bytes(HttpRequestBody body) {
        if (body instanceof BytesBody(String _, byte[] bytes)) {
            return bytes;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream(1024);
        body.writeTo(content);
        return content.toByteArray();
    }

    private static String query(String common, String own) {
        String between = common.isEmpty() || own.isEmpty() ? "" : "&";
        return common.isEmpty() && own.isEmpty() ? "" : '?' + common + between + own;
    }

    private static void header(StringBuilder head, String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c > 0xff) {
                // the value may be the key, so it is not told
                throw new IllegalArgumentException("a control or wide character in header " + name);
            }
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
