package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.openai.client.OpenAIClient;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.models.ModelListPageResponse;
import dev.rill.config.Secret;
import dev.rill.model.fake.FakeModel;
import dev.rill.model.fake.RecordedRequest;
import dev.rill.model.fake.Script;
import dev.rill.model.transport.SocketHttpClient;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to the model server and is understood of its answer, beside what openai-java's own services do. */
@Tag("whole-libraries") // openai-java's services do not ship
class JsonEndpointTest {
    private final FakeModel fake = FakeModel.start();
    private final SocketHttpClient transport = ModelBed.transport(fake.baseUrl());
    private final OpenAIClient theirs = OpenAiJava.client(transport, fake.baseUrl(), Optional.of(ModelBed.KEY));
    private final JsonEndpoint ours = new JsonEndpoint(transport,
            new RequestStart(fake.baseUrl(), Optional.of(new Secret(ModelBed.KEY))), OpenAiJava.TIMEOUT,
            OpenAiServer.json(new JsonFactory()));

    @AfterEach
    void close() {
        transport.close();
        fake.close();
    }

    @Test
    void modelsAreAskedForAndUnderstoodAsOpenAiJavaDoes() {
        fake.models("one", "two");
        List<Model> models = ours.get(ModelListPageResponse.class, "models").data();
        assertEquals(List.of("one", "two"), models.stream().map(Model::id).toList());
        assertEquals(theirs.models().list().data().stream().map(Model::id).toList(),
                models.stream().map(Model::id).toList());
        assertSameRequests();
    }

    @Test
    void vectorsAreAskedForAndUnderstoodAsOpenAiJavaDoes() {
        EmbeddingCreateParams params =
                EmbeddingCreateParams.builder().model("e").inputOfArrayOfStrings(List.of("a \"text\"", "ä\u2028😀"))
                .build();
        CreateEmbeddingResponse response = ours.post(params._body(), CreateEmbeddingResponse.class, "embeddings");
        assertEquals(theirs.embeddings().create(params), response);
        assertEquals(2, response.data().size());
        assertSameRequests();
        assertEquals(fake.requests().getLast().json(), fake.requests().getFirst().json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "1", "null", "", "<html>", "{\"data\":null}", "{\"data\":1}", "{\"data\":[1]}",
            "{\"data\":[{\"id\":null}]}", "{\"data\":[{}]}"})
    void whatIsNoListOfModelsIsInvalid(String body) {
        fake.otherwise(request -> Optional.of(Script.reply(200, "application/json", body)));
        assertThrows(OpenAIInvalidDataException.class, () -> ours.get(ModelListPageResponse.class, "models").data()
                .forEach(Model::id));
    }

    private void assertSameRequests() {
        RecordedRequest first = fake.requests().getFirst();
        RecordedRequest second = fake.requests().getLast();
        assertEquals(2, fake.requests().size());
        assertEquals(second.method() + second.path(), first.method() + first.path());
        assertEquals(second.headers(), first.headers());
    }
}
