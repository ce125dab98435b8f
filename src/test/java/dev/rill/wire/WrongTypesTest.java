package dev.rill.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.SharedServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies whose members are of another type than they have to be, in every protocol. */
class WrongTypesTest {
    private static final FakeModel MODEL = FakeModel.start().byDefault(Answer.of("Hello"));
    @RegisterExtension
    static final SharedServer SERVER = new SharedServer(MODEL, Map.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /chat/stream | {"threadId":7,"message":"Hi"} | /threadId integer found, string expected
            /ag-ui | {"threadId":7,"messages":[]} | threadId has to be a string
            /ag-ui | {"messages":[]} | threadId is missing
            /ag-ui | {"threadId":"t","messages":{}} | messages has to be an array
            /ag-ui | {"threadId":"t","runId":7,"messages":[{"role":"user","content":"Hi"}]} | runId has to be a string
            /ag-ui | {"threadId":"t","messages":[{"role":"user","content":7}]} | messages[0].content has to be a string
            /ag-ui | {"threadId":"t","messages":[{"id":7,"role":"user","content":"Hi"}]} | \
            messages[0].id has to be a string
            /ag-ui | {"threadId":"t","messages":[{"role":"user","content":[{"type":"text","text":7}]}]} | \
            messages[0].content[0].text has to be a string
            /ag-ui | {"threadId":"t","messages":[{"role":"user"}],"forwardedProps":{"systemMessage":[]}} | \
            forwardedProps.systemMessage has to be a string
            /api/chat | {"id":7,"messages":[]} | id has to be a string
            /api/chat | {"messages":[]} | id is missing
            /api/chat | {"id":"t","message":"Hi"} | message has to be an object
            /api/chat | {"id":"t","messages":[{"role":"user","parts":"Hi"}]} | has to have an array of parts
            /api/chat | {"id":"t","messages":[{"role":"user","parts":[{"type":"text","text":7}]}]} | \
            messages[0].parts[0].text has to be a string
            /langgraph/threads | {"thread_id":7} | thread_id has to be a string
            /langgraph/threads | {"metadata":"a"} | metadata has to be an object
            /langgraph/threads/search | {"status":7} | status has to be a string
            /langgraph/threads/search | {"ids":"t"} | ids has to be an array
            /langgraph/threads/search | {"metadata":[]} | metadata has to be an object
            /langgraph/threads/t/history | {"before":7} | before has to be a string
            /langgraph/threads/t/state/checkpoint | {"checkpoint":{"checkpoint_id":7}} | \
            checkpoint.checkpoint_id has to be a string
            /langgraph/runs/cancel | {"thread_id":7} | thread_id has to be a string
            /langgraph/runs/cancel | {"run_ids":"a"} | run_ids has to be an array
            /langgraph/threads/t/runs/wait | {"assistant_id":7} | assistant_id has to be a string
            /langgraph/threads/t/runs/wait | {"assistant_id":"rill","multitask_strategy":7,"input":"Hi"} | \
            multitask_strategy has to be a string
            /langgraph/threads/t/runs/wait | {"assistant_id":"rill","checkpoint_id":7,"input":"Hi"} | \
            checkpoint_id has to be a string
            /langgraph/threads/t/runs/wait | {"assistant_id":"rill","context":{"systemMessage":7},"input":"Hi"} | \
            context.systemMessage has to be a string
            /langgraph/threads/t/runs/wait | {"assistant_id":"rill","input":[{"type":"human","content":7}]} | \
            The content of a message has to be a string
            /v1/chat/completions | {"model":7,"messages":[]} | model has to be a string
            /v1/responses | {"model":7,"input":"Hi"} | model has to be a string
            """)
    void whatIsOfAnotherTypeIsRefusedByItsName(String path, String body, String detail) throws IOException {
        RawHttp.Response refused = RawHttp.json(SERVER.port(), "POST", path, body);
        assertEquals(400, refused.status(), refused.text());
        assertTrue(refused.text().contains(detail), refused.text());
    }
}
