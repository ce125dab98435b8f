package dev.rill.model.openai;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/**
 * A transport that its borrower cannot close: openai-java closes that of a client as soon as the client is garbage, and
 * others use this one too. Any thread.
 */
record LentTransport(HttpClient transport) implements HttpClient {

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        return transport.execute(request, options);
    }

    @Override
    public HttpResponse execute(HttpRequest request) {
        return transport.execute(request);
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        return transport.executeAsync(request, options);
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request) {
        return transport.executeAsync(request);
    }

    @Override
    public void close() {
        // its owner does
    }
}
