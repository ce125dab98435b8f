package dev.rill.http.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.HelidonServices;
import dev.rill.http.problem.ProblemException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.DirectClient;
import io.helidon.webserver.testing.junit5.RoutingTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(HelidonServices.class)
@RoutingTest
class QueryParametersTest {
    private final DirectClient client;

    QueryParametersTest(DirectClient client) {
        this.client = client;
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        routing.get("/", (request, response) -> response.send(QueryParameters.integer(request, "n", 1, 20) + " "
                        + QueryParameters.text(request, "q", 5) + " " + QueryParameters.texts(request, "tag", 2, 3)))
                .error(ProblemException.class, (_, response, e) -> response.send(e.problem().detail()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ?                    | Optional.empty Optional.empty []
            ?n=20&q=a%2Bb+c      | Optional[20] Optional[a+b c] []
            ?q=&tag=%C3%A4&tag=b | Optional.empty Optional.empty [ä, b]
            ?q=bread&tag=        | Optional.empty Optional[bread] []
            ?n=1&n=x             | Optional[1] Optional.empty []
            ?n=                  | n has to be a number from 1 to 20
            ?n=0                 | n has to be a number from 1 to 20
            ?n=21                | n has to be a number from 1 to 20
            ?n=-1                | n has to be a number from 1 to 20
            ?n=99999999999999999 | n has to be a number from 1 to 20
            ?n=%D9%A1            | n has to be a number from 1 to 20
            ?q=breads            | q has to be text of at most 5 characters
            ?q=a%00              | q has to be text of at most 5 characters
            ?tag=a&tag=b&tag=c   | tag may be given 2 times at most
            ?tag=a&tag=bread     | tag has to be text of at most 3 characters
            """)
    void whatIsOutOfRangeIsAProblemThatNamesIt(String query, String read) {
        assertEquals(read, client.get("/" + query).skipUriEncoding(true).request(String.class).entity());
    }
}
