package dev.rill.http.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Somebody's browser on the way of a sign-in, one step at a time; it sends every cookie it has. One thread. */
final class FakeBrowser {
    final Map<String, String> cookies = new LinkedHashMap<>();
    /** As they were set. */
    final Map<String, String> lines = new LinkedHashMap<>();
    private final HttpClient client;
    private final FakeProvider provider;
    private final int port;
    private final Map<String, String> headers;

    /** @param headers of each request */
    FakeBrowser(HttpClient client, FakeProvider provider, int port, Map<String, String> headers) {
        this.client = client;
        this.provider = provider;
        this.port = port;
        this.headers = headers;
    }

    HttpResponse<String> call(String method, String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody()).header("Sec-Fetch-Site", "same-origin");
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies.entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue())
                    .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        response.headers().allValues("set-cookie").forEach(this::take);
        return response;
    }

    private void take(String line) {
        String name = line.substring(0, line.indexOf('='));
        String value = line.substring(name.length() + 1).split(";")[0];
        lines.put(name, line);
        if (line.contains("Max-Age=0;")) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    /** Leaves for the provider. Gives what that is told. */
    Map<String, String> leave(String to) throws IOException, InterruptedException {
        String location = where(call("GET", "/session/login?to=" + java.net.URLEncoder.encode(to,
                java.nio.charset.StandardCharsets.UTF_8)));
        assertEquals(provider.issuer() + "/authorize", location.substring(0, Math.max(0, location.indexOf('?'))));
        Map<String, String> told = FakeProvider.query(location.substring(location.indexOf('?') + 1));
        provider.nonce = told.get("nonce");
        return told;
    }

    /** Comes back. Gives where the page goes on. */
    String comeBack(String query) throws IOException, InterruptedException {
        return where(call("GET", "/session/callback?" + query));
    }

    /** The whole way. */
    String signIn() throws IOException, InterruptedException {
        return comeBack("code=c&state=" + leave("/").get("state"));
    }

    static String where(HttpResponse<String> response) {
        assertEquals(303, response.statusCode(), response.body());
        return response.headers().firstValue("location").orElseThrow();
    }
}
