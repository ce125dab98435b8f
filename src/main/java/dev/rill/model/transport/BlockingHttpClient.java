package dev.rill.model.transport;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** An openai-java client of one method: nothing here calls it otherwise. Any thread. */
public interface BlockingHttpClient extends HttpClient {

    @Override
    default HttpResponse execute(HttpRequest request) {
        return execute(request, RequestOptions.none());
    }

    @Override
    default CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        throw new UnsupportedOperationException("blocking calls only");
    }

    @Override
    default CompletableFuture<HttpResponse> executeAsync(HttpRequest request) {
        throw new UnsupportedOperationException("blocking calls only");
    }
}
